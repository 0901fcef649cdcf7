package dev.hone.collect;

/** The ways in which other tools push profiles. */
public enum PushWire {
    /** Pyroscope's older one, which its SDKs use. */
    INGEST,
    /** Pyroscope's newer one, which Alloy uses. */
    PUSH,
    /** Parca's. */
    PARCA,
    /** OpenTelemetry's. */
    OTLP
}
