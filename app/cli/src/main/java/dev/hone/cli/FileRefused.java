package dev.hone.cli;

import dev.hone.base.HoneException;

/** A refusal together with the name of the file. */
final class FileRefused extends HoneException {
    private static final long serialVersionUID = 1;

    FileRefused(String file, HoneException e) {
        super(e.code(), file + ": " + e.getMessage(), e);
    }
}
