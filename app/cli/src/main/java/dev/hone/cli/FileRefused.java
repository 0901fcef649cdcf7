package dev.hone.cli;

import dev.hone.base.HoneException;
import dev.hone.profile.Text;

/** A refusal together with the name of the file, in which nothing begins a line. */
final class FileRefused extends HoneException {
    private static final long serialVersionUID = 1;

    private final String file;
    private final String reason;

    FileRefused(String file, HoneException e) {
        super(e.code(), Text.of(file) + ": " + e.getMessage(), e);
        this.file = Text.of(file).toString();
        this.reason = String.valueOf(e.getMessage());
    }

    /** How to call the file in output. */
    String file() {
        return file;
    }

    String reason() {
        return reason;
    }
}
