package dev.hone.server;

import java.nio.file.Path;

/** A folder as the URL of a store, made when it is not there. */
record FileUrl(Path folder) {
    String text() {
        return folder.toUri().toString().replaceFirst("/$", "") + "?create_dir=true";
    }
}
