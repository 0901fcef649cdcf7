package dev.hone.collect;

import java.util.List;

/** Reads series of profiles from protocol buffers. */
/*
 * grafana/pyroscope, api/push/v1/push.proto and api/types/v1/types.proto: PushRequest{1 series}, series{1 label, 2 sample}.
 * parca-dev/parca, proto/parca/profilestore/v1alpha1/profilestore.proto: WriteRawRequest{2 series}, series{1 set{1 label},
 * 2 sample}. In both label{1 name, 2 value} and sample{1 profile}.
 */
final class SeriesProto {
    private final SeriesList list = new SeriesList();
    private final boolean labelsAreASet;

    private SeriesProto(boolean labelsAreASet) {
        this.labelsAreASet = labelsAreASet;
    }

    static List<PushedProfile> push(byte[] body) {
        return new SeriesProto(false).request(ProtoFields.of(body), 1);
    }

    static List<PushedProfile> parca(byte[] body) {
        return new SeriesProto(true).request(ProtoFields.of(body), 2);
    }

    private List<PushedProfile> request(ProtoFields request, int seriesField) {
        while (request.next()) {
            if (request.isBytes(seriesField)) {
                series(request.message());
            }
        }
        return list.profiles();
    }

    private void series(ProtoFields message) {
        SeriesList.Series series = list.begin();
        while (message.next()) {
            if (message.isBytes(1)) {
                labels(message.message(), series);
            } else if (message.isBytes(2)) {
                sample(message.message(), series);
            }
        }
        series.end();
    }

    private void labels(ProtoFields message, SeriesList.Series series) {
        if (!labelsAreASet) {
            label(message, series);
            return;
        }
        while (message.next()) {
            if (message.isBytes(1)) {
                label(message.message(), series);
            }
        }
    }

    private static void label(ProtoFields message, SeriesList.Series series) {
        String name = "";
        String value = "";
        while (message.next()) {
            if (message.isBytes(1)) {
                name = message.text();
            } else if (message.isBytes(2)) {
                value = message.text();
            }
        }
        series.label(name, value);
    }

    private static void sample(ProtoFields message, SeriesList.Series series) {
        byte[] profile = {};
        while (message.next()) {
            if (message.isBytes(1)) {
                profile = message.content();
            }
        }
        series.sample(profile);
    }
}
