package dev.hone.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.base.Component.Health;
import dev.hone.targets.Marks;
import dev.hone.targets.Target;
import dev.hone.targets.TargetError;
import dev.hone.targets.TargetException;
import dev.hone.targets.TargetSource;
import dev.hone.targets.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Holds an implementation to what {@link TargetSource} says. A test class of the implementation extends this, gives each test
 * a source of what is empty, and fills it as the test says.
 */
@Timeout(120)
public abstract class TargetSourceContract {
    /** The source of this test, of all apps. */
    protected abstract TargetSource source();

    /** Makes these all that there is. */
    protected abstract void list(List<Listed> instances);

    /** Makes that nobody answers the source. */
    protected abstract void breakDown();

    /** Makes that somebody answers again. */
    protected abstract void mend();

    /** How many instances the test can list: one more than a source may have, unless that takes too long. */
    protected int affordable() {
        return TargetSource.MOST + 1;
    }

    /**
     * An instance that is marked to be profiled.
     *
     * @param name what it is called there
     * @param host of version 6 without brackets
     * @param marks more than {@code autopgo.scrape=true} and the app
     */
    public record Listed(String name, String app, String host, int port, Map<String, String> marks) {
        public Listed {
            marks = Map.copyOf(marks);
        }

        public static Listed of(String name, String app, String host, int port) {
            return new Listed(name, app, host, port, Map.of());
        }

        Listed with(String mark, String value) {
            return new Listed(name, app, host, port, Map.of(mark, value));
        }
    }

    private static final Listed FIRST = Listed.of("first", "web", "10.0.0.1", 6060);
    private static final Listed SECOND = Listed.of("second", "batch", "10.0.0.2", 6061);

    private List<String> found() {
        return source().look().found().stream()
                .map(target -> target.app() + " " + target.profile())
                .toList();
    }

    private void assertError(TargetError error) {
        assertThatThrownBy(() -> source().look())
                .isInstanceOfSatisfying(
                        TargetException.class, e -> assertThat(e.error()).isEqualTo(error));
    }

    @Test
    void look_findsWhatIsThereNow() {
        assertThat(source().look()).isEqualTo(new Targets(List.of(), List.of()));
        list(List.of(FIRST, SECOND));
        assertThat(found())
                .containsExactlyInAnyOrder(
                        "web http://10.0.0.1:6060/debug/pprof/profile",
                        "batch http://10.0.0.2:6061/debug/pprof/profile");
        list(List.of(SECOND));
        assertThat(found()).containsExactly("batch http://10.0.0.2:6061/debug/pprof/profile");
    }

    @Test
    void look_namesEachInstanceTheSameEveryTime() {
        list(List.of(FIRST, Listed.of("third", "web", "10.0.0.3", 6060)));
        List<String> names =
                source().look().found().stream().map(Target::instance).toList();
        assertThat(names).hasSize(2).doesNotHaveDuplicates().doesNotContain("");
        assertThat(source().look().found()).extracting(Target::instance).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void look_takesWhatTheOwnersSay() {
        Map<String, String> marks = Map.of(
                Marks.PATH,
                "/prof",
                Marks.SCHEME,
                "https",
                Marks.VERSION,
                "v3",
                "hone.workload",
                "night",
                "hone.scrape.most",
                "7");
        list(List.of(new Listed("first", "web", "10.0.0.1", 6060, marks)));
        Target target = source().look().found().getFirst();
        assertThat(target.profile()).hasToString("https://10.0.0.1:6060/prof");
        assertThat(target.version()).isEqualTo("v3");
        assertThat(target.workload()).isEqualTo("night");
        assertThat(target.pace().most()).isEqualTo(7);
    }

    @Test
    void look_findsAddressesOfVersion6() {
        list(List.of(Listed.of("first", "web", "fd00::1", 6060)));
        assertThat(found()).containsExactly("web http://[fd00::1]:6060/debug/pprof/profile");
    }

    @Test
    void look_leavesOutWhatCannotBeProfiled_andFindsTheOthers() {
        list(List.of(
                Listed.of("odd", "Web", "10.0.0.3", 6060),
                FIRST,
                Listed.of("strange", "web", "10.0.0.4", 6060).with(Marks.SCHEME, "ftp"),
                Listed.of("proud", "web", "10.0.0.5", 6060).with("hone.scrape", "false"),
                SECOND));
        Targets targets = source().look();
        assertThat(targets.found()).extracting(Target::app).containsExactlyInAnyOrder("web", "batch");
        assertThat(targets.left())
                .hasSize(3)
                .allSatisfy(left -> assertThat(left.name()).isNotBlank())
                .extracting(Targets.LeftOut::reason)
                .anyMatch(reason -> reason.contains("'Web' is no app"))
                .anyMatch(reason -> reason.contains("is no http or https address"))
                .contains("it opted out");
    }

    @Test
    void look_findsWhatIsListedTwiceOnce() {
        list(List.of(FIRST, FIRST));
        assertThat(found()).containsExactly("web http://10.0.0.1:6060/debug/pprof/profile");
    }

    @Test
    void look_findsAllOfALongList_andFailsWhenItIsTooLong() {
        List<Listed> many = new ArrayList<>();
        for (int i = 0; i < affordable(); i++) {
            many.add(Listed.of("pod-" + i, "web", "10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255), 6060));
        }
        list(many);
        if (affordable() > TargetSource.MOST) {
            assertError(TargetError.TOO_LARGE);
            list(many.subList(0, affordable() / 2));
        }
        assertThat(source().look().found()).hasSize(affordable() > TargetSource.MOST ? affordable() / 2 : affordable());
    }

    @Test
    void look_failsWhileNobodyAnswers_andNotAfterwards() {
        list(List.of(FIRST));
        assertThat(source().check()).isEqualTo(Health.GOOD);
        breakDown();
        assertError(TargetError.UNAVAILABLE);
        assertThat(source().check()).isInstanceOf(Health.Bad.class);
        mend();
        assertThat(found()).hasSize(1);
        assertThat(source().check()).isEqualTo(Health.GOOD);
    }

    @Test
    void look_afterItWasClosed_fails() {
        list(List.of(FIRST));
        source().look();
        source().close();
        source().close();
        assertError(TargetError.CLOSED);
        assertThat(source().check()).isInstanceOf(Health.Bad.class);
    }
}
