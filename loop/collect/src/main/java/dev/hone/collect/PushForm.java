package dev.hone.collect;

import java.util.List;

/** The forms in which many profiles come at once. */
public enum PushForm {
    /** {@code push.v1.PushRequest} of Pyroscope in protobuf's JSON. */
    PUSH_JSON(PushWire.PUSH),
    /** The same as a protocol buffer. */
    PUSH_PROTO(PushWire.PUSH),
    /** {@code parca.profilestore.v1alpha1.WriteRawRequest} of Parca in protobuf's JSON. */
    PARCA_JSON(PushWire.PARCA),
    /** The same as a protocol buffer. */
    PARCA_PROTO(PushWire.PARCA),
    /** {@code ExportProfilesServiceRequest} of OpenTelemetry as a protocol buffer. */
    OTLP(PushWire.OTLP);

    private final PushWire wire;

    PushForm(PushWire wire) {
        this.wire = wire;
    }

    PushWire wire() {
        return wire;
    }

    List<PushedProfile> profiles(byte[] body) {
        return switch (this) {
            case PUSH_JSON, PARCA_JSON -> SeriesJson.read(body);
            case PUSH_PROTO -> SeriesProto.push(body);
            case PARCA_PROTO -> SeriesProto.parca(body);
            case OTLP -> OtlpRequest.read(body);
        };
    }
}
