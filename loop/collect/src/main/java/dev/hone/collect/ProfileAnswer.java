package dev.hone.collect;

import java.io.ByteArrayOutputStream;

/** A published profile, as Pyroscope answers it. */
/*
 * SelectMergeProfile answers a google.v1.Profile, which is pprof's own message (perftools.profiles.Profile) under another name.
 * SelectMergeStacktraces wraps it: SelectMergeStacktracesResponse{5 PprofProfile{1 Profile}}.
 */
public final class ProfileAnswer {
    private static final int PPROF_FIELD = (5 << 3) | 2;
    private static final int PROFILE_FIELD = (1 << 3) | 2;
    private static final int SEVEN_BITS = 0x7f;
    private static final int MORE = 0x80;

    private ProfileAnswer() {}

    /** The answer as a protocol buffer. */
    public static byte[] proto(ProfileQuery.Question question, byte[] pprof) {
        return switch (question) {
            case PROFILE -> pprof;
            case STACKTRACES -> field(PPROF_FIELD, field(PROFILE_FIELD, pprof));
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

    private static byte[] field(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 6);
        out.write(tag);
        int rest = content.length;
        while (rest > SEVEN_BITS) {
            out.write((rest & SEVEN_BITS) | MORE);
            rest >>>= 7;
        }
        out.write(rest);
        out.writeBytes(content);
        return out.toByteArray();
    }
}
