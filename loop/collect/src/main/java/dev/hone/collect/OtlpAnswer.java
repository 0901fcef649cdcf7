package dev.hone.collect;

/** What OTLP's receivers answer, as protocol buffers. */
/*
 * opentelemetry.io/docs/specs/otlp, "OTLP/HTTP Response": ExportProfilesServiceResponse{1 partial_success{1 rejected_profiles,
 * 2 error_message}} with status 200; google.rpc.Status{1 code, 2 message} with another.
 */
public final class OtlpAnswer {
    private OtlpAnswer() {}

    /** That some profiles were refused, and why; all is well when there are none. */
    public static byte[] taken(int refused, String message) {
        return refused == 0
                ? new byte[0]
                : new ProtoOutput()
                        .bytes(
                                1,
                                new ProtoOutput()
                                        .number(1, refused)
                                        .text(2, message)
                                        .message())
                        .message();
    }

    /** That nothing was done. */
    public static byte[] failed(int code, String message) {
        return new ProtoOutput().number(1, code).text(2, message).message();
    }
}
