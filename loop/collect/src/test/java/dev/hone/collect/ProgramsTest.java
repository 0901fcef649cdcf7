package dev.hone.collect;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;

final class ProgramsTest {
    private final Programs programs = new Programs();

    private static TargetKey key(String app, int number) {
        return new TargetKey(app, "i" + number, URI.create("http://h:" + number + "/p"));
    }

    private void runs(int number, String program) {
        programs.check(key("web", number), program);
    }

    @Test
    void aTargetThatRunsAnotherProgram_isNoticed() {
        runs(1, "web");
        runs(2, "web");
        runs(3, "web");

        assertThatThrownBy(() -> runs(4, "nginx"))
                .isInstanceOf(Missed.class)
                .hasMessage("it is a profile of nginx, and those of the app's other targets are of web");
        assertThatCode(() -> programs.check(key("other", 1), "nginx")).doesNotThrowAnyException();
        assertThatCode(() -> runs(5, "")).doesNotThrowAnyException();
    }

    @Test
    void twoTargets_areNoMajority() {
        runs(1, "web");
        runs(2, "web");

        assertThatCode(() -> runs(3, "nginx")).doesNotThrowAnyException();
    }

    @Test
    void aReleaseUnderAnotherName_isTakenInOnceItRunsOnAThird() {
        for (int i = 0; i < 10; i++) {
            runs(i, "web");
        }
        for (int i = 0; i < 3; i++) {
            int number = i;
            assertThatThrownBy(() -> runs(number, "web2")).isInstanceOf(Missed.class);
        }
        assertThatCode(() -> runs(3, "web2")).doesNotThrowAnyException();
        assertThatCode(() -> runs(9, "web")).doesNotThrowAnyException();
    }
}
