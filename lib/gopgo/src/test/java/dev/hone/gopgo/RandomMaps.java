package dev.hone.gopgo;

import static dev.hone.gopgo.Edges.edge;

import java.util.Random;

/** Maps of edges that chance makes: few or many, with names that share beginnings, and now and then an extreme number. */
final class RandomMaps {
    private static final String[] PACKAGES = {"", "main.", "net/http.", "net/http.(*conn).", "größe.", "github.com/a/b."
    };

    private RandomMaps() {}

    static EdgeMap next(Random random) {
        Edge[] edges = new Edge[random.nextInt(1 << random.nextInt(10))];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = edge(name(random), offset(random), name(random), weight(random));
        }
        return Edges.map(edges);
    }

    private static String name(Random random) {
        return PACKAGES[random.nextInt(PACKAGES.length)] + (random.nextInt(20) == 0 ? "" : "f" + random.nextInt(40));
    }

    private static long offset(Random random) {
        return random.nextInt(50) == 0 ? random.nextLong() : random.nextInt(90) - 9;
    }

    private static long weight(Random random) {
        return random.nextInt(50) == 0 ? random.nextLong() >> 4 : 1 + random.nextInt(300);
    }
}
