package dev.hone.server;

import dev.hone.command.Catalog;
import dev.hone.command.Catalog.Entry;
import java.util.List;

/** The commands of this entry point. The launcher and app/cli have this list too; tests hold them equal. */
final class Commands {
    static final String GROUP = "Servers";

    private Commands() {}

    static Catalog catalog(World world) {
        return new Catalog(
                List.of(
                        new Entry(
                                "up", GROUP, "server and worker in one process, data in a folder", () -> new Up(world)),
                        new Entry(
                                "server",
                                GROUP,
                                "take in and hand out profiles, as autopgo server",
                                () -> new ServerCommand(world)),
                        new Entry(
                                "worker",
                                GROUP,
                                "merge what a server took in, as autopgo worker",
                                () -> new WorkerCommand(world)),
                        new Entry(
                                "scrape",
                                GROUP,
                                "take profiles of running instances, as autopgo scrape",
                                () -> new ScrapeCommand(world)),
                        new Entry(
                                "collector",
                                GROUP,
                                "take in profiles, as pgo-fleet's collector",
                                () -> new CollectorCommand(world)),
                        new Entry(
                                "cache serve",
                                GROUP,
                                "keep what Go builds made, for other machines",
                                () -> new CacheServe(world)),
                        new Entry(
                                "cache proxy",
                                GROUP,
                                "hand on what a store has, as cacheprog proxy",
                                () -> new CacheProxy(world))),
                "hone up                  serve on 127.0.0.1:8080");
    }
}
