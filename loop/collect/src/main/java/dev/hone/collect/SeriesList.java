package dev.hone.collect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects series of profiles while they are read, and bounds them. */
final class SeriesList {
    private static final int MOST_SERIES = 1_000;
    private static final int MOST_PROFILES = 1_000;

    private final List<PushedProfile> profiles = new ArrayList<>();
    private int series;

    /** One series while it is read: its labels may stand behind its profiles. */
    final class Series {
        private final Map<String, String> labels = new TreeMap<>();
        private final List<byte[]> samples = new ArrayList<>();

        void label(String name, String value) {
            labels.put(name, value);
            bound(labels.size(), SeriesLabels.MOST, "labels of one series");
        }

        void sample(byte[] profile) {
            samples.add(profile);
            bound(profiles.size() + samples.size(), MOST_PROFILES, "profiles");
        }

        void end() {
            SeriesLabels of = new SeriesLabels(labels);
            samples.forEach(sample -> profiles.add(new PushedProfile(of, sample)));
        }
    }

    Series begin() {
        series++;
        bound(series, MOST_SERIES, "series");
        return new Series();
    }

    List<PushedProfile> profiles() {
        return List.copyOf(profiles);
    }

    private static void bound(int count, int most, String what) {
        if (count > most) {
            throw new PushException(PushError.TOO_LARGE, "there are more than " + most + ' ' + what + " in it");
        }
    }
}
