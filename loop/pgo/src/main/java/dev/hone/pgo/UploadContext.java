package dev.hone.pgo;

/**
 * What whoever uploads a profile says about it; each part may be empty.
 *
 * @param version of the program, in the words of its owners
 * @param revision of its source
 * @param instance that was profiled
 * @param workload what it was doing; recipes name these
 */
public record UploadContext(String version, String revision, String instance, String workload) {
    /** Nothing said. */
    public static final UploadContext NONE = new UploadContext("", "", "", "");

    private static final int LONGEST = 200;

    public UploadContext {
        check("version", version);
        check("revision", revision);
        check("instance", instance);
        check("workload", workload);
    }

    private static void check(String name, String value) {
        if (value.length() > LONGEST || !value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new PgoException(
                    PgoError.BAD_CONTEXT,
                    "the " + name + " of an upload is at most " + LONGEST + " printable ASCII characters");
        }
    }
}
