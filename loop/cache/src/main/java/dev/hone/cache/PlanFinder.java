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
import java.util.concurrent.atomic.AtomicBoolean;

/** Finds the manifest of builds like one, and has brought what it names. */
final class PlanFinder {
    private final SharedParts parts;

    PlanFinder(SharedParts parts) {
        this.parts = parts;
    }

    /** Has what the first manifest names brought. Never fails. The build is told which manifests were asked for. */
    Beginning find(BuildNames names, CacheListener build) {
        AtomicBoolean passedOver = new AtomicBoolean();
        try {
            return first(names, build, file -> Optional.of(followed(file)), () -> passedOver.set(true))
                    .<Beginning>map(Beginning.Planned::new)
                    .orElse(passedOver.get() ? Beginning.Unplanned.UNKNOWN : Beginning.Unplanned.NEW);
        } catch (IOException | RuntimeException e) {
            trouble("was not fetched", e);
            return Beginning.Unplanned.UNKNOWN;
        }
    }

    /** The first manifest alone. */
    Optional<Manifest> read(BuildNames names) throws IOException {
        return first(
                names,
                CacheListener.NONE,
                file -> {
                    try {
                        return Optional.of(ManifestFile.read(file.file()));
                    } finally {
                        file.discard();
                    }
                },
                () -> {});
    }

    /** What is done with the file of a manifest. */
    @FunctionalInterface
    private interface Use<T> {
        Optional<T> use(Staged file) throws IOException;
    }

    /** One name is asked for after the other, what is no good passed over; a store that fails is not asked for the next. */
    private <T> Optional<T> first(BuildNames names, CacheListener build, Use<T> use, Runnable passingOver)
            throws IOException {
        for (String name : names.names()) {
            try {
                Optional<Staged> file = fetched(new ActionId(name), build);
                if (file.isPresent()) {
                    return use.use(file.get());
                }
            } catch (CacheException e) {
                if (e.error() != CacheError.POISONED && e.error() != CacheError.TOO_LARGE) {
                    throw e;
                }
                trouble("is not followed", e);
                passingOver.run();
            }
        }
        return Optional.empty();
    }

    private Optional<Staged> fetched(ActionId name, CacheListener build) throws IOException {
        OngoingCall call = parts.call(Operation.PLAN, name, build);
        CountedBytes counted = new CountedBytes();
        Outcome outcome = Outcome.FAILED;
        long size = 0;
        try {
            Optional<Staged> file = landed(name, counted, call);
            outcome = file.isPresent() ? Outcome.DONE : Outcome.NOTHING;
            size = file.map(Staged::size).orElse(0L);
            return file;
        } finally {
            call.end(outcome, size, counted.sum());
        }
    }

    private void trouble(String what, Exception e) {
        if (!Thread.currentThread().isInterrupted()) {
            parts.listener().onTrouble("what this build will ask for " + what + ": " + e.getMessage());
        }
    }

    private Optional<Staged> landed(ActionId name, CountedBytes counted, OngoingCall call) throws IOException {
        Optional<RemoteObject> object = parts.remote().get(name);
        call.answered();
        if (object.isEmpty()) {
            return Optional.empty();
        }
        try (RemoteObject given = object.get().through(counted::of)) {
            if (given.size() > Manifest.LARGEST) {
                throw new CacheException(CacheError.TOO_LARGE, "a manifest of " + given.size() + " bytes");
            }
            return Optional.of(given.land(parts.local().incoming(), counted));
        }
    }

    private Bringing followed(Staged file) throws IOException {
        boolean begun = false;
        try {
            Manifest manifest = ManifestFile.read(file.file());
            long since = parts.nanoTime();
            Errand errand = unpacked(file, manifest)
                    .orElseThrow(() -> new CacheException(CacheError.REMOTE_FAILED, "nobody is there to bring it"));
            begun = true;
            return new Bringing(parts.porter(), errand, file, manifest, since);
        } finally {
            if (!begun) {
                file.discard();
            }
        }
    }

    private Optional<Errand> unpacked(Staged file, Manifest manifest) {
        LocalSettings limits = parts.local().settings();
        Budget budget = new Budget(
                parts.settings().ahead(),
                limits.most().bytes(),
                limits.largest().bytes());
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
