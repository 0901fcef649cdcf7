package dev.hone.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class ProfileLookTest {
    private final ProfileLook look = new ProfileLook();

    @Test
    void program_isTheNameOfTheExecutable() throws InterruptedException {
        assertThat(look.program(Answers.cpu())).isEqualTo("shop");
        assertThat(look.program(Answers.cpuOfAnotherProgram())).isEqualTo("mail");
        assertThat(look.program(Answers.cpu(1))).isEmpty();
    }

    @Test
    void whatUnpacksToTenGigabytes_isTooLarge() {
        assertThatThrownBy(() -> look.program(Answers.bomb()))
                .isInstanceOfSatisfying(
                        Missed.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.TOO_LARGE));
    }

    @Test
    void aHeapProfile_isNoCpuProfile() {
        assertThatThrownBy(() -> look.program(Answers.heap()))
                .isInstanceOfSatisfying(
                        Missed.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.NOT_CPU));
    }
}
