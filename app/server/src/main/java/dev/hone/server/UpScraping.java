package dev.hone.server;

import dev.hone.collect.CollectSettings;
import dev.hone.command.Arguments;
import dev.hone.command.Declaration;
import dev.hone.command.UsageException;
import dev.hone.targets.TargetError;
import dev.hone.targets.TargetException;
import dev.hone.targets.TargetSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The scraper of {@code hone up}: {@code --targets} and {@code --scrape}. */
final class UpScraping {
    private UpScraping() {}

    static void declare(Declaration declaration) {
        declaration
                .option("--targets", "FILE", "Take profiles of the instances that this file lists.")
                .option(
                        "--scrape",
                        "MODE",
                        "Take profiles of the instances that kube, nomad or consul lists; with --targets a kubeconfig.")
                .duration("--scrape-for", "DURATION", "How long a profile takes (default: 30s).")
                .duration("--scrape-every", "DURATION", "How often each instance is profiled (default: 1h).");
        CollectOptions.declare(declaration);
    }

    /** What is to be scraped; a list that cannot be read ends the start. */
    static Optional<Collecting.Wanted> of(Arguments arguments, World world) {
        Optional<String> file = arguments.value("--targets");
        Optional<String> listed = arguments.value("--scrape");
        if (file.isEmpty() && listed.isEmpty()) {
            return Optional.empty();
        }
        TargetSources.Mode mode = listed.map(TargetSources.Mode::of).orElse(TargetSources.Mode.FILE);
        TargetSource source = TargetSources.of(mode, file.map(Path::of).orElse(null), "", world.environment());
        try {
            if (source.look().found().isEmpty()) {
                StandIn.LOG.warn("there is nothing to profile yet in {}", source.name());
            }
        } catch (TargetException e) {
            if (e.error() != TargetError.UNAVAILABLE) {
                throw new UsageException((listed.isEmpty() ? "--targets: " : "--scrape: ") + e.getMessage());
            }
        }
        Duration duration = CollectOptions.positive(arguments, "--scrape-for", CollectSettings.USUAL.duration());
        Duration interval = CollectOptions.positive(arguments, "--scrape-every", CollectSettings.USUAL.interval());
        return Optional.of(new Collecting.Wanted(
                source, CollectOptions.settings(arguments, CollectSettings.USUAL.most(), duration, interval, mode)));
    }
}
