package dev.hone.cache;

import dev.hone.blob.BlobAddress;
import dev.hone.cache.Manifest.Pack;
import dev.hone.cache.Plan.Running;
import dev.hone.cache.Porter.Budget;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the manifest of builds like one, and has brought what it names. */
final class PlanFinder {
    /** More than any build reads; what is brought beyond what is asked for is waste. */
    private static final long MOST_STORED = 2L << 30;

    private static final long ROOM = 16L << 30;
    private static final long LARGEST = 4L << 30;

    private final SharedParts parts;
    private final PlanStore plans;

    PlanFinder(SharedParts parts, PlanStore plans) {
        this.parts = parts;
        this.plans = plans;
    }

    /** All names are asked for at once; the first that has one counts. */
    Optional<Running> find(BuildNames names) {
        if (!parts.breaker().isWorthAsking()) {
            return Optional.empty();
        }
        List<Errand> sent = new ArrayList<>();
        try {
            for (String name : names.names()) {
                plans.manifest(name).flatMap(this::send).ifPresent(sent::add);
            }
            Optional<Path> manifest = firstOf(sent);
            return manifest.flatMap(this::follow);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            sent.forEach(Errand::close);
        }
    }

    private Optional<Errand> send(BlobAddress at) {
        Carrier.Ask ask = new Carrier.Ask(at.uri(), at.headers(), "", "");
        return parts.porter().fetch(ask, parts.settings().get(), Manifest.LARGEST);
    }

    private Optional<Path> firstOf(List<Errand> sent) throws InterruptedException {
        for (Errand errand : sent) {
            Optional<Path> manifest = errand.answer().status() == 200 ? whole(errand) : Optional.empty();
            if (manifest.isPresent()) {
                return manifest;
            }
        }
        return Optional.empty();
    }

    private Optional<Path> whole(Errand errand) {
        try (InputStream body = errand.body()) {
            return body.read() < 0 ? Optional.of(errand.take()) : Optional.empty();
        } catch (IOException | CacheException e) {
            parts.listener().onTrouble("what builds will ask for was not fetched: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Running> follow(Path manifest) {
        try {
            List<BlobAddress> packs = new ArrayList<>();
            for (Pack pack : ManifestFile.packs(manifest)) {
                Optional<BlobAddress> address = plans.pack(pack.id());
                if (address.isEmpty()) {
                    break;
                }
                packs.add(address.get());
            }
            Optional<Errand> errand = parts.porter()
                    .unpack(
                            manifest,
                            parts.local().root(),
                            packs,
                            new Budget(MOST_STORED, ROOM, LARGEST),
                            parts.settings().get());
            return errand.map(sent -> new Running(sent, manifest));
        } catch (IOException | CacheException e) {
            parts.listener().onTrouble("what builds will ask for is not followed: " + e.getMessage());
            return Optional.empty();
        }
    }
}
