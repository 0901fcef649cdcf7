package dev.hone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MainPackageTest {
    @Test
    void parse_takesWhatGoListPrints_andNothingElse() {
        assertThat(MainPackage.parse("/r/cmd/web\texample.com/r/cmd/web\t213\n\nwarning: x\n/r\texample.com/r\tno\n"))
                .containsExactly(new MainPackage(Path.of("/r/cmd/web"), "example.com/r/cmd/web", 214));
    }

    @ParameterizedTest
    @CsvSource({
        "example.com/r/cmd/web, web",
        "example.com/tool/v2, tool",
        "example.com/v2/v3, v2",
        "example.com/My_Tool.x, my-tool-x",
        "command-line-arguments, command-line-arguments"
    })
    void usualApp_isTheProgramsName(String importPath, String app) {
        assertThat(new MainPackage(Path.of("/r"), importPath, 1).usualApp()).isEqualTo(app);
    }

    @Test
    void shown_isRelative() {
        assertThat(new MainPackage(Path.of("/r/cmd/web"), "x", 1).shown(Path.of("/r")))
                .isEqualTo("cmd/web");
        assertThat(new MainPackage(Path.of("/r"), "x", 1).shown(Path.of("/r"))).isEqualTo(".");
    }
}
