package dev.hone.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Options whose variables are not named after them, and lines that are read for others. */
final class NamedVariablesTest {
    private static final Command COMMAND = new Command() {
        @Override
        public void declare(Declaration declaration) {
            declaration
                    .environment("TRY")
                    .variables(List.of("NEW_NAME", "TRY_OLD_NAME"), d -> d.option("--folder", "DIR", "Where."))
                    .option("--other", "WORD", "What.")
                    .several("--header", "NAME:VALUE", "With it.");
        }

        @Override
        public ExitCode run(Arguments arguments, Terminal terminal) {
            return ExitCode.FINE;
        }
    };

    private static Arguments read(Map<String, String> environment, String... words) {
        return Arguments.read(COMMAND, List.of(words), environment);
    }

    @Test
    void read_takesTheFirstVariableThatIsSet_andTheLineBeforeAny() {
        Map<String, String> both = Map.of("NEW_NAME", "/new", "TRY_OLD_NAME", "/old");

        assertThat(read(both).value("--folder")).contains("/new");
        assertThat(read(Map.of("NEW_NAME", "", "TRY_OLD_NAME", "/old")).value("--folder"))
                .contains("/old");
        assertThat(read(both, "--folder=/line").value("--folder")).contains("/line");
    }

    @Test
    void read_doesNotTakeTheVariableThatTheNameWouldGive() {
        assertThat(read(Map.of("TRY_FOLDER", "/x")).value("--folder")).isEmpty();
        assertThat(read(Map.of("TRY_OTHER", "x")).value("--other")).contains("x");
    }

    @Test
    void read_ofSeveralValues_takesThemFromOnePlaceOrMany() {
        assertThat(read(Map.of("TRY_HEADER", "a:1,b:2")).values("--header")).containsExactly("a:1", "b:2");
        assertThat(read(Map.of(), "--header", "a:1", "b:2", "--other", "x", "--header=c:3")
                        .values("--header"))
                .containsExactly("a:1", "b:2", "c:3");
    }

    @Test
    void read_ofWhatTheCommandDoesNotTake_isRefused() {
        assertThatThrownBy(() -> read(Map.of(), "--fodler=x"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("did you mean '--folder'?");
    }
}
