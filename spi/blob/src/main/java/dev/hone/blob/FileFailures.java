package dev.hone.blob;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;

/** Says what a failure of the file system means, as far as Java lets one know: the system's words may be translated. */
final class FileFailures {
    private FileFailures() {}

    /** A failure to do {@code what} (as in "put web/default.pgo"). */
    static BlobException of(String what, Path root, IOException e) {
        if (e instanceof ExactStream.WrongLength) {
            return new BlobException(BlobError.BAD_BODY, what + ": " + e.getMessage(), e);
        }
        if (e instanceof ClosedByInterruptException || e instanceof FileLockInterruptionException) {
            Thread.currentThread().interrupt();
            return new BlobException(BlobError.INTERRUPTED, what + ": the thread was interrupted", e);
        }
        if (e instanceof AccessDeniedException) {
            return new BlobException(
                    BlobError.DENIED, what + ": permission denied on " + e.getMessage() + "; let this user write", e);
        }
        if (e instanceof AtomicMoveNotSupportedException) {
            return new BlobException(
                    BlobError.MISCONFIGURED, what + ": " + e.getMessage() + "; keep the store on one file system", e);
        }
        return byReason(what, root, e);
    }

    private static BlobException byReason(String what, Path root, IOException e) {
        String reason = reason(e).toLowerCase(Locale.ROOT);
        if (reason.contains("no space left") || reason.contains("disk quota exceeded") || isFull(root)) {
            return new BlobException(BlobError.FULL, what + ": the disk is full; make room and try again", e);
        }
        if (reason.contains("read-only file system")) {
            return new BlobException(
                    BlobError.DENIED, what + ": the file system is read-only; mount it for writing", e);
        }
        if (reason.contains("file too large")) {
            return new BlobException(BlobError.TOO_LARGE, what + ": the file system takes no file of this size", e);
        }
        if (e instanceof NoSuchFileException || e instanceof NotDirectoryException) {
            return new BlobException(BlobError.UNAVAILABLE, what + ": a file went away meanwhile: " + e, e);
        }
        return new BlobException(BlobError.UNAVAILABLE, what + ": " + e, e);
    }

    private static boolean isFull(Path root) {
        try {
            return Files.getFileStore(root).getUsableSpace() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String reason(IOException e) {
        String reason = e instanceof FileSystemException failure ? failure.getReason() : e.getMessage();
        return reason == null ? "" : reason;
    }
}
