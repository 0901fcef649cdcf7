package dev.hone.collect;

/** A published profile, as Pyroscope answers it. */
/*
 * SelectMergeProfile answers a google.v1.Profile, which is pprof's own message (perftools.profiles.Profile) under another name.
 * SelectMergeStacktraces wraps it: SelectMergeStacktracesResponse{5 PprofProfile{1 Profile}}.
 */
public final class ProfileAnswer {
    private static final int PPROF = 5;
    private static final int PROFILE = 1;

    private ProfileAnswer() {}

    /** The answer as a protocol buffer. */
    public static byte[] proto(ProfileQuery.Question question, byte[] pprof) {
        return switch (question) {
            case PROFILE -> pprof;
            case STACKTRACES ->
                new ProtoOutput()
                        .bytes(PPROF, new ProtoOutput().bytes(PROFILE, pprof).message())
                        .message();
        };
    }

    /** The answer in protobuf's JSON. */
    public static String json(ProfileQuery.Question question, byte[] pprof) {
        String profile = ProfileJson.of(pprof);
        return switch (question) {
            case PROFILE -> profile;
            case STACKTRACES -> "{\"pprof\":{\"profile\":" + profile + "}}";
        };
    }
}
