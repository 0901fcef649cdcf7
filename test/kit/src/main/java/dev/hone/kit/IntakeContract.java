package dev.hone.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.base.Component.Health;
import dev.hone.intake.Intake;
import dev.hone.intake.IntakeError;
import dev.hone.intake.IntakeException;
import dev.hone.intake.Origin;
import dev.hone.intake.Wants;
import org.junit.jupiter.api.Test;

/** What every {@link Intake} promises, as its comment says. */
public interface IntakeContract {
    /** A further way in to the receiver of this test. */
    Intake intake();

    /** A profile that the receiver takes in; another number gives another. */
    byte[] profile(int number);

    /** How many profiles of an app count at the receiver, once it has dealt with what was handed in. */
    int counted(String app);

    @Test
    default void hand_keepsTheProfile() {
        try (Intake intake = intake()) {
            Intake.Receipt receipt = intake.hand("web", profile(1), Origin.UNKNOWN);
            intake.hand("web", profile(2), new Origin("v 1&x=y", "abc", "pod-1", "shop?"));

            assertThat(receipt.key()).isNotEmpty();
            assertThat(counted("web")).isEqualTo(2);
        }
    }

    @Test
    default void hand_ofEqualBytes_countsOnce_whoeverHandsThemIn() {
        try (Intake one = intake();
                Intake other = intake()) {
            one.hand("web", profile(1), Origin.UNKNOWN);
            one.hand("web", profile(1), Origin.UNKNOWN);
            other.hand("web", profile(1), new Origin("v2", "", "pod-2", ""));
            other.hand("batch", profile(1), Origin.UNKNOWN);

            assertThat(counted("web")).isEqualTo(1);
            assertThat(counted("batch")).isEqualTo(1);
        }
    }

    @Test
    default void hand_leavesTheBytesAsTheyAre() {
        try (Intake intake = intake()) {
            byte[] profile = profile(1);
            intake.hand("web", profile, Origin.UNKNOWN);
            assertThat(profile).isEqualTo(profile(1));

            java.util.Arrays.fill(profile, (byte) 0);
            assertThat(counted("web")).isEqualTo(1);
        }
    }

    @Test
    default void hand_ofWhatIsNoProfile_isRefused_eachTime() {
        try (Intake intake = intake()) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> intake.hand("web", new byte[] {1, 2, 3}, Origin.UNKNOWN))
                        .isInstanceOfSatisfying(
                                IntakeException.class,
                                e -> assertThat(e.error()).isEqualTo(IntakeError.REFUSED));
            }
            intake.hand("web", profile(1), Origin.UNKNOWN);
            assertThat(counted("web")).isEqualTo(1);
        }
    }

    @Test
    default void hand_forANameThatIsNoApp_isRefused() {
        try (Intake intake = intake()) {
            for (String name : new String[] {"", "Web", "a/b", "..", "ü", "a".repeat(101)}) {
                assertThatThrownBy(() -> intake.hand(name, profile(1), Origin.UNKNOWN))
                        .as("'" + name + "'")
                        .isInstanceOfSatisfying(
                                IntakeException.class,
                                e -> assertThat(e.error()).isEqualTo(IntakeError.REFUSED));
            }
        }
    }

    @Test
    default void wants_ofAnAppThatNobodyKnows_doesNotFail() {
        try (Intake intake = intake()) {
            Wants wants = intake.wants("nobody-knows");

            assertThat(wants.enough()).isFalse();
            assertThat(wants.instances()).isEmpty();
        }
    }

    @Test
    default void check_isGood_andTheWayThatWasClosedIsClosed() {
        Intake intake = intake();
        assertThat(intake.check()).isEqualTo(Health.GOOD);
        intake.close();
        intake.close();

        assertThatThrownBy(() -> intake.hand("web", profile(1), Origin.UNKNOWN))
                .isInstanceOfSatisfying(
                        IntakeException.class, e -> assertThat(e.error()).isEqualTo(IntakeError.CLOSED));
        assertThatThrownBy(() -> intake.wants("web"))
                .isInstanceOfSatisfying(
                        IntakeException.class, e -> assertThat(e.error()).isEqualTo(IntakeError.CLOSED));
    }
}
