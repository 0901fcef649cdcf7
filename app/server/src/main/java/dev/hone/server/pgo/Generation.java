package dev.hone.server.pgo;

import dev.hone.pgo.AppStatus;
import dev.hone.pgo.GenerationEntry;
import java.util.List;

/** A generation as it is answered, with the channels that point at it. */
record Generation(
        int number,
        String created,
        String compiler,
        String decisions,
        String digest,
        long size,
        long samples,
        List<String> flags,
        String reason,
        List<String> channels) {

    static Generation of(GenerationEntry entry, AppStatus status) {
        List<String> channels = status.channels().stream()
                .filter(channel -> channel.generation() == entry.number())
                .map(AppStatus.NamedChannel::channel)
                .toList();
        return new Generation(
                entry.number(),
                entry.created().toString(),
                entry.compiler(),
                entry.decisions(),
                entry.digest(),
                entry.size(),
                entry.samples(),
                entry.flags(),
                entry.reason(),
                channels);
    }
}
