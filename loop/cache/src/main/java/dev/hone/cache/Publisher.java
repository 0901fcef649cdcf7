package dev.hone.cache;

import dev.hone.blob.Content;
import dev.hone.cache.Manifest.Entry;
import dev.hone.cache.Manifest.Form;
import dev.hone.cache.Manifest.Pack;
import dev.hone.cache.Manifest.Place;
import dev.hone.cache.PackedOutput.PackedFile;
import dev.hone.cache.RemoteCache.Existing;
import dev.hone.cache.RemoteCall.Operation;
import dev.hone.cache.RemoteCall.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what a build used, for the next one like it: bodies that no pack has yet go into new ones, and a manifest says where all
 * of them are. A build that used nothing but what its manifest said leaves it as it is, so that one that failed on its way spoils
 * nothing. What was not used stays named for a few builds, since some are less than others.
 */
final class Publisher {
    /** Builds of fewer results are as quick without. */
    private static final int FEWEST = 20;
    /** What so many did not use is forgotten. */
    private static final int IDLE = 3;
    /** A store that makes packs itself makes them of what was brought to it. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final SharedParts parts;
    private final PlanFinder finder;
    private final Uploader uploader;

    Publisher(SharedParts parts, PlanFinder finder, Uploader uploader) {
        this.parts = parts;
        this.finder = finder;
        this.uploader = uploader;
    }

    /**
     * Stores what the next build like this one needs; nothing, where that is there.
     *
     * @param followed what was said beforehand; null when that is not known
     */
    void publish(BuildNames names, BuildUse use, @Nullable Manifest followed) {
        if (use.isOfHere() || !parts.breaker().isWorthAsking()) {
            return;
        }
        try {
            @Nullable Manifest before = before(names, use, followed);
            List<Entry> entries = entries(use, before);
            boolean fits = entries.size() >= FEWEST && entries.size() <= Manifest.MOST_ENTRIES;
            if (!fits || (before != null && names(before, entries))) {
                return;
            }
            if (before != null) {
                addUnused(before, entries);
            }
            try (Work work = new Work(entries)) {
                work.store(names, PackLayout.of(entries, before, this::isHere));
            }
        } catch (IOException | CacheException e) {
            // Who is interrupted ends; the next build writes down as much.
            if (!Thread.currentThread().isInterrupted()) {
                parts.listener().onTrouble("what this build used is not written down: " + e.getMessage());
            }
        }
    }

    /** What the store has, asked again only where that is not known. */
    private @Nullable Manifest before(BuildNames names, BuildUse use, @Nullable Manifest followed) throws IOException {
        if (use.anew()) {
            return null;
        }
        return followed == null ? finder.read(names).orElse(null) : followed;
    }

    private List<Entry> entries(BuildUse use, @Nullable Manifest before) {
        Map<ActionId, Entry> named = before == null ? Map.of() : named(before);
        List<Entry> entries = new ArrayList<>();
        for (ActionId action : use.used()) {
            parts.local()
                    .record(action)
                    .map(record -> entry(action, record))
                    .filter(entry -> isOurs(entry, use, named))
                    .ifPresent(entries::add);
        }
        return entries;
    }

    /** Who signs a manifest says of all that it names that this is so: what lies in the folder may be of somebody without a key. */
    private boolean isOurs(Entry entry, BuildUse use, Map<ActionId, Entry> named) {
        return !parts.signed()
                || use.made().contains(entry.action())
                || parts.knowledge().has(entry.action(), entry.output())
                || isSame(entry, named.get(entry.action()));
    }

    /** A module index that somebody else has made is believed only if that is signed. */
    private Entry entry(ActionId action, ActionRecord record) {
        Place place =
                parts.hereOnly().has(action) && !parts.signed() ? Place.NONE : new Place(Place.INLINE, Form.RAW, 0, 0);
        return new Entry(action, record.output(), record.size(), record.time(), place);
    }

    /** Whether a manifest names all of them. */
    private static boolean names(Manifest manifest, List<Entry> used) {
        Map<ActionId, Entry> named = named(manifest);
        return used.stream().allMatch(entry -> isSame(entry, named.get(entry.action())));
    }

    private static Map<ActionId, Entry> named(Manifest manifest) {
        Map<ActionId, Entry> named = new HashMap<>();
        manifest.entries().forEach(entry -> named.putIfAbsent(entry.action(), entry));
        return named;
    }

    private static boolean isSame(Entry used, @Nullable Entry named) {
        return named != null
                && (used.place().form() == Form.NOT || used.output().equals(named.output()));
    }

    private static void addUnused(Manifest before, List<Entry> entries) {
        Set<ActionId> used = entries.stream().map(Entry::action).collect(Collectors.toSet());
        before.entries().stream()
                .filter(entry -> !used.contains(entry.action()))
                .map(Entry::idler)
                .filter(entry -> entry.idle() < IDLE)
                .limit(Manifest.MOST_ENTRIES - entries.size())
                .forEach(entries::add);
    }

    private boolean isHere(Entry entry) {
        return Files.isRegularFile(parts.local().file(entry.output()), LinkOption.NOFOLLOW_LINKS);
    }

    /** One manifest on its way, and the files that this takes. */
    private final class Work implements AutoCloseable {
        private final List<Entry> entries;
        private final List<Pack> packs = new ArrayList<>();
        private final List<Path> files = new ArrayList<>();

        Work(List<Entry> entries) {
            this.entries = new ArrayList<>(entries);
        }

        /** Packs first, so that no manifest names what is not there. */
        void store(BuildNames names, PackLayout layout) throws IOException {
            packs.addAll(layout.kept());
            layout.old()
                    .forEach((number, place) ->
                            entries.set(number, entries.get(number).at(place)));
            boolean composing = !layout.fresh().isEmpty() && composes();
            for (List<Integer> group : layout.fresh()) {
                List<Integer> left = composing ? composed(group) : group;
                if (!left.isEmpty()) {
                    bring(left);
                }
            }
            Path inlined = name();
            if (layout.inlined().isEmpty()) {
                Files.createFile(inlined);
            } else {
                bundled(layout.inlined(), Place.INLINE, inlined);
            }
            Path file = name();
            Manifest manifest = new Manifest(parts.surroundings().clock().instant(), packs, ordered(layout.dropped()));
            ManifestFile.write(file, manifest, inlined);
            if (Files.size(file) > Manifest.LARGEST) {
                throw new IOException("a manifest of " + Files.size(file) + " bytes");
            }
            StoredDigests digests = StoredDigests.of(Content.file(file));
            for (String name : names.written()) {
                put(name, file, digests);
            }
        }

        /** Whether the store makes packs itself. Then all that this machine has to bring is brought first. */
        private boolean composes() {
            boolean composes = asked(List.of()).isPresent();
            if (composes) {
                uploader.settle(PATIENCE);
            }
            return composes;
        }

        /** Has the store make a pack; what of the group is not in it. */
        private List<Integer> composed(List<Integer> group) {
            Map<Integer, Place> places = new HashMap<>();
            ComposedPack pack = asked(group.stream()
                            .map(number -> entries.get(number).action())
                            .toList())
                    .orElse(ComposedPack.NONE);
            for (int number : group) {
                Entry entry = entries.get(number);
                ComposedPack.Part part = pack.parts().get(entry.action());
                if (part != null && part.output().equals(entry.output()) && part.size() == entry.size()) {
                    Form form = part.encoding() == Encoding.ZSTD ? Form.ZSTD : Form.RAW;
                    places.put(number, new Place(packs.size(), form, part.offset(), part.length()));
                }
            }
            if (!places.isEmpty()) {
                packs.add(new Pack(pack.id(), pack.stored()));
                places.forEach((number, place) ->
                        entries.set(number, entries.get(number).at(place)));
            }
            return group.stream().filter(number -> !places.containsKey(number)).toList();
        }

        /** A store that fails to make a pack is brought one. */
        private Optional<ComposedPack> asked(List<ActionId> actions) {
            try {
                return parts.remote().compose(actions);
            } catch (CacheException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                parts.listener().onTrouble("the shared store makes no pack: " + e.getMessage());
                return Optional.empty();
            }
        }

        /** Makes a pack here, and brings it. */
        private void bring(List<Integer> group) throws IOException {
            Path file = name();
            PorterLine bundle = bundled(group, packs.size(), file);
            if (bundle.stored() > Pack.LARGEST) {
                throw new IOException("a pack of " + bundle.stored() + " bytes");
            }
            Pack pack = new Pack(digests(bundle).sha256(), bundle.stored());
            packs.add(pack);
            if (!isThere(pack)) {
                put(pack.id(), file, digests(bundle));
            }
            Files.deleteIfExists(file);
        }

        private void put(String name, Path file, StoredDigests digests) throws IOException {
            OngoingCall call = parts.call(Operation.PUT, new ActionId(name), CacheListener.NONE);
            long size = Files.size(file);
            PackedOutput output = new PackedOutput(
                    new OutputId(digests.sha256()),
                    size,
                    Encoding.RAW,
                    Content.file(file),
                    "",
                    new PackedFile(file, digests));
            Outcome outcome = Outcome.FAILED;
            try {
                outcome = parts.remote().put(new ActionId(name), output, Existing.REPLACE)
                        ? Outcome.DONE
                        : Outcome.NOTHING;
            } finally {
                call.end(outcome, size, outcome == Outcome.DONE ? size : 0);
            }
        }

        /** To ask takes less than to send it. Another one in its place is replaced. */
        private boolean isThere(Pack pack) {
            try (RemoteObject object =
                    parts.remote().get(new ActionId(pack.id())).orElse(null)) {
                return object != null && object.output().hex().equals(pack.id());
            } catch (CacheException e) {
                if (e.error() != CacheError.POISONED) {
                    throw e;
                }
                return false;
            }
        }

        private static StoredDigests digests(PorterLine bundle) throws IOException {
            if (bundle.packed() == null) {
                throw new IOException("a porter made a pack and did not say which");
            }
            return bundle.packed().digests();
        }

        private Path name() {
            Path name = parts.local().incoming().name();
            files.add(name);
            return name;
        }

        private PorterLine bundled(List<Integer> group, int pack, Path to) throws IOException {
            List<Path> outputs = group.stream()
                    .map(number -> parts.local().file(entries.get(number).output()))
                    .toList();
            PorterLine line = parts.porter().bundle(outputs, to).orElse(PorterLine.gone(0));
            if (!line.isDone() || line.parts().size() != group.size()) {
                throw new IOException("results cannot be packed: " + line.text());
            }
            long offset = 0;
            for (int i = 0; i < group.size(); i++) {
                PorterLine.Part part = line.parts().get(i);
                Form form = part.packed() ? Form.ZSTD : Form.RAW;
                int number = group.get(i);
                if (!part.sha256().equals(entries.get(number).output().hex())) {
                    throw new IOException(outputs.get(i) + " is not what it was");
                }
                entries.set(number, entries.get(number).at(new Place(pack, form, offset, part.stored())));
                offset += part.stored();
            }
            return line;
        }

        /**
         * In the order of first use, but for those of one pack, which come in the order in which they lie there. What was not used comes
         * last.
         */
        private List<Entry> ordered(Set<Integer> dropped) {
            Map<Integer, List<Integer>> byPack = new HashMap<>();
            for (int i = 0; i < entries.size(); i++) {
                Entry entry = entries.get(i);
                if (entry.place().form() != Form.NOT && entry.size() > 0 && entry.idle() == 0) {
                    byPack.computeIfAbsent(entry.place().pack(), pack -> new ArrayList<>())
                            .add(i);
                }
            }
            List<Entry> ordered = new ArrayList<>(entries);
            for (List<Integer> numbers : byPack.values()) {
                List<Entry> lying = numbers.stream()
                        .map(entries::get)
                        .sorted(Comparator.comparingLong(entry -> entry.place().offset()))
                        .toList();
                for (int i = 0; i < numbers.size(); i++) {
                    ordered.set(numbers.get(i), lying.get(i));
                }
            }
            return IntStream.range(0, ordered.size())
                    .filter(number -> !dropped.contains(number))
                    .mapToObj(ordered::get)
                    .toList();
        }

        @Override
        public void close() {
            files.forEach(this::remove);
        }

        private void remove(Path file) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // The sweep of the folder takes it later.
                return;
            }
        }
    }
}
