package dev.hone.cli;

import dev.hone.base.HoneException;
import dev.hone.profile.Text;

/** A refusal together with the name of the file, in which nothing begins a line. */
final class FileRefused extends HoneException {
    private static final long serialVersionUID = 1;

    FileRefused(String file, HoneException e) {
        super(e.code(), Text.of(file) + ": " + e.getMessage(), e);
    }
}
