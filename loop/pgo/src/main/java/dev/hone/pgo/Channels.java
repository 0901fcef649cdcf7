package dev.hone.pgo;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Moves the channels of apps. Each move is one swap of the head: whoever reads sees the old generation or the new one. */
public final class Channels {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,49}");

    private final Heads heads;
    private final PublishedCopy copy;
    private final InstantSource clock;

    Channels(Heads heads, PublishedCopy copy, InstantSource clock) {
        this.heads = heads;
        this.copy = copy;
        this.clock = clock;
    }

    /** Moves a channel to the generation that is meant, pinned or not. */
    public GenerationEntry point(AppName app, String channel, Selection to, boolean pinned, String by) {
        requireName(channel);
        return move(app, channel, pinned ? "pin" : "promote", by, head -> meant(app, head, to), pinned);
    }

    /** Moves a channel to the generation that it pointed at before, or to the one that many steps back. */
    public GenerationEntry rollBack(AppName app, String channel, int steps, String by) {
        requireName(channel);
        return move(app, channel, "rollback", by, head -> earlier(app, head, channel, steps), true);
    }

    /** Lets publishing move a channel again. */
    public void unpin(AppName app, String channel, String by) {
        Instant now = clock.instant();
        heads.change(app, head -> {
            Channel before = head.channel(channel).orElseThrow(() -> noChannel(app, channel));
            SortedMap<String, Channel> channels = new TreeMap<>(head.channels());
            channels.put(channel, new Channel(before.generation(), false, now, by));
            return head.withChannels(channels)
                    .decided(new Decision(now, "unpin", before.generation(), List.of(channel), by));
        });
    }

    /** Chooses the generation to move to. */
    private interface Choice {
        GenerationEntry in(Head head);
    }

    private GenerationEntry move(AppName app, String channel, String action, String by, Choice choice, boolean pinned) {
        Instant now = clock.instant();
        Head after = heads.change(app, head -> {
            GenerationEntry to = choice.in(head);
            copy.profile(new AppKeys(app), to); // or builds would find nothing that they may use
            SortedMap<String, Channel> channels = new TreeMap<>(head.channels());
            channels.put(channel, new Channel(to.number(), pinned, now, by));
            String from = head.channel(channel)
                    .map(old -> " from " + old.generation())
                    .orElse("");
            return head.withChannels(channels)
                    .decided(new Decision(now, action, to.number(), List.of(channel + from), by));
        });
        GenerationEntry entry = after.channel(channel)
                .flatMap(found -> after.generation(found.generation()))
                .orElseThrow(() -> noChannel(app, channel));
        if (channel.equals(Channel.STABLE)) {
            copy.write(app, after);
        }
        return entry;
    }

    private static GenerationEntry meant(AppName app, Head head, Selection to) {
        GenerationEntry found = head.find(to)
                .orElseThrow(() -> new PgoException(
                        PgoError.NOT_FOUND,
                        "there is no such generation of '" + app + "'; hone pgo generations " + app + " lists them"));
        if (!found.sound()) {
            throw new PgoException(
                    PgoError.CONFLICT,
                    "generation " + found.number() + " of '" + app + "' is damaged; hone pgo generations " + app
                            + " lists others");
        }
        return found;
    }

    private static GenerationEntry earlier(AppName app, Head head, String channel, int steps) {
        int now =
                head.channel(channel).orElseThrow(() -> noChannel(app, channel)).generation();
        List<GenerationEntry> before = head.generations().stream()
                .filter(entry -> entry.number() < now && entry.sound())
                .toList();
        if (steps < 1 || before.size() < steps) {
            throw new PgoException(
                    PgoError.NOT_FOUND,
                    "there are " + before.size() + " generations of '" + app + "' before generation " + now);
        }
        return before.get(before.size() - steps);
    }

    private static PgoException noChannel(AppName app, String channel) {
        return new PgoException(PgoError.NOT_FOUND, "'" + app + "' has no channel '" + channel + "'");
    }

    private static void requireName(String channel) {
        if (!NAME.matcher(channel).matches()) {
            throw new PgoException(
                    PgoError.CONFLICT, "a channel is named by up to 50 of a-z, 0-9 and -, not '" + channel + "'");
        }
    }
}
