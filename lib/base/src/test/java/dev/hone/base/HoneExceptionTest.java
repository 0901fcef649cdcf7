package dev.hone.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class HoneExceptionTest {
    private enum Code implements ErrorCode {
        DISK_FULL,
        FILE_TOO_LARGE;

        @Override
        public Kind kind() {
            return switch (this) {
                case DISK_FULL -> Kind.ENVIRONMENT;
                case FILE_TOO_LARGE -> Kind.LIMIT;
            };
        }
    }

    private static final class DiskException extends HoneException {
        private static final long serialVersionUID = 1;

        DiskException(ErrorCode code, String message) {
            super(code, message);
        }

        DiskException(ErrorCode code, String message, Throwable cause) {
            super(code, message, cause);
        }
    }

    @Test
    void exception_carriesItsCodeAndMessage() {
        HoneException failure = new DiskException(Code.FILE_TOO_LARGE, "cpu.pprof is larger than 64 MiB");
        assertThat(failure).hasMessage("cpu.pprof is larger than 64 MiB").hasNoCause();
        assertThat(failure.code()).isSameAs(Code.FILE_TOO_LARGE);
        assertThat(failure.code().name()).isEqualTo("FILE_TOO_LARGE");
        assertThat(failure.code().kind()).isEqualTo(ErrorCode.Kind.LIMIT);
    }

    @Test
    void exception_withACause_keepsIt() {
        IOException cause = new IOException("No space left on device");
        HoneException failure = new DiskException(Code.DISK_FULL, "cannot write default.pgo", cause);
        assertThat(failure).hasCause(cause);
        assertThat(failure.code().kind()).isEqualTo(ErrorCode.Kind.ENVIRONMENT);
    }

    @Test
    void problem_printed_saysWhatWhereAndWhy() {
        assertThat(new Problem("timeout", "hone.yaml:7", "'30' is not a duration"))
                .hasToString("timeout (hone.yaml:7): '30' is not a duration");
    }
}
