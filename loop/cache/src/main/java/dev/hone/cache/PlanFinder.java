package dev.hone.cache;

import dev.hone.blob.BlobAddress;
import dev.hone.cache.Manifest.Pack;
import dev.hone.cache.Porter.Budget;
import dev.hone.cache.RemoteCall.Operation;
import dev.hone.cache.RemoteCall.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the manifest of builds like one, and has brought what it names. */
final class PlanFinder {
    /** More than any build reads; what is brought beyond what is asked for is waste. */
    private static final long MOST_STORED = 2L << 30;

    private final SharedParts parts;
    private final ManifestCopies copies;

    PlanFinder(SharedParts parts, ManifestCopies copies) {
        this.parts = parts;
        this.copies = copies;
    }

    /** One name is asked for after the other, what is no good passed over; a store that fails is not asked for the next. */
    Optional<Bringing> find(BuildNames names) {
        for (String name : names.names()) {
            long begun = parts.nanoTime();
            try {
                Optional<Staged> manifest = fetched(new ActionId(name));
                parts.tell(
                        Operation.GET,
                        manifest.isPresent() ? Outcome.DONE : Outcome.NOTHING,
                        manifest.map(Staged::size).orElse(0L),
                        begun);
                if (manifest.isPresent()) {
                    return followed(names, manifest.get());
                }
            } catch (IOException | RuntimeException e) {
                boolean bad = e instanceof CacheException known
                        && (known.error() == CacheError.POISONED || known.error() == CacheError.TOO_LARGE);
                parts.tell(Operation.GET, bad ? Outcome.REFUSED : Outcome.FAILED, 0, begun);
                trouble("was not fetched", e);
                if (!bad) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private void trouble(String what, Exception e) {
        if (!Thread.currentThread().isInterrupted()) {
            parts.listener().onTrouble("what this build will ask for " + what + ": " + e.getMessage());
        }
    }

    private Optional<Staged> fetched(ActionId name) throws IOException {
        Optional<RemoteObject> object = parts.remote().get(name);
        if (object.isEmpty()) {
            return Optional.empty();
        }
        CountedBytes counted = new CountedBytes();
        try (RemoteObject given = object.get().through(counted::of)) {
            if (given.size() > Manifest.LARGEST) {
                throw new CacheException(CacheError.TOO_LARGE, "a manifest of " + given.size() + " bytes");
            }
            return Optional.of(given.land(parts.local().incoming(), counted));
        }
    }

    private Optional<Bringing> followed(BuildNames names, Staged file) {
        Optional<Bringing> bringing = Optional.empty();
        try {
            Manifest manifest = ManifestFile.read(file.file());
            copies.keep(names, file.file());
            bringing = unpacked(file, manifest).map(errand -> new Bringing(parts.porter(), errand, file, manifest));
        } catch (IOException | CacheException e) {
            trouble("is not followed", e);
        }
        if (bringing.isEmpty()) {
            file.discard();
        }
        return bringing;
    }

    private Optional<Errand> unpacked(Staged file, Manifest manifest) {
        LocalSettings limits = parts.local().settings();
        Budget budget =
                new Budget(MOST_STORED, limits.most().bytes(), limits.largest().bytes());
        return parts.porter()
                .unpack(
                        file.file(),
                        parts.local().root(),
                        packs(manifest),
                        budget,
                        parts.signed(),
                        parts.settings().get());
    }

    /** Where its packs are; only the first ones where somebody else could not fetch the next. */
    private List<BlobAddress> packs(Manifest manifest) {
        List<BlobAddress> packs = new ArrayList<>();
        for (Pack pack : manifest.packs()) {
            Optional<BlobAddress> address = parts.remote().address(new ActionId(pack.id()));
            if (address.isEmpty()) {
                break;
            }
            packs.add(address.get());
        }
        return packs;
    }
}
