package dev.hone.blob;

import dev.hone.base.Setting;

/**
 * How blobs are kept in files: the parameters of a {@code file://} URL.
 *
 * @param createDir whether the root folder is made when it is not there
 * @param metadata {@link MetadataMode}
 * @param noTmpDir accepted for gocloud's sake; half-written files are always inside the root folder
 * @param sync whether what is stored survives a power cut, and not only the end of the process
 */
record FileSettings(
        @Setting(key = "create_dir", fallback = "false", doc = "Make the folder when it is not there.")
        boolean createDir,

        @Setting(
                key = "metadata",
                fallback = "keep",
                doc = "`skip`: store no metadata, for file systems without extended attributes.")
        MetadataMode metadata,

        @Setting(
                key = "no_tmp_dir",
                fallback = "true",
                doc = "Without effect: half-written files are always inside the folder, below `.hone`.")
        boolean noTmpDir,

        @Setting(
                key = "sync",
                fallback = "true",
                doc = "Wait until the disk has what was stored, so that a power cut loses nothing.")
        boolean sync) {

    /** What becomes of metadata. */
    enum MetadataMode {
        /** It is kept in an extended attribute of the file. */
        KEEP,
        /** A put that brings some is refused. */
        SKIP
    }
}
