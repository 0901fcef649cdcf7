package dev.hone.pgo;

/** In which form a published profile is had. */
public enum Form {
    /** The smallest pprof that the Go compiler sees the same in: for {@code default.pgo} and {@code -pgo}. */
    CANONICAL(GenerationContent.PROFILE, "application/octet-stream"),
    /** The text that go makes of it: for build systems that hand it to the compiler themselves. */
    PREPROFILE(GenerationContent.PREPROFILE, "text/plain; charset=utf-8"),
    /** The edges it was made from, before they were brought to the usual total. */
    EDGES(GenerationContent.SUM, "application/octet-stream"),
    /** The profiles of the app as they were received, merged: whole stacks, whatever is published. */
    RAW("", "application/octet-stream"),
    /** What it was made from, by which rules. */
    MANIFEST("manifest.json", "application/json"),
    /** The signature of the manifest. */
    SIGNATURE("manifest.sig", "application/json");

    private final String file;
    private final String contentType;

    Form(String file, String contentType) {
        this.file = file;
        this.contentType = contentType;
    }

    /** The name of the blob in the folder of its generation. */
    String file() {
        return file;
    }

    public String contentType() {
        return contentType;
    }
}
