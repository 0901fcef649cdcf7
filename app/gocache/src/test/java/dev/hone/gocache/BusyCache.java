package dev.hone.gocache;

import dev.hone.base.Sleeper;
import dev.hone.cache.CacheListener;
import dev.hone.cache.CacheSurroundings;
import dev.hone.cache.Porter;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A daemon's inside as a program to be killed: it keeps house every moment, in far too small a folder, while go commands put and
 * get.
 */
final class BusyCache {
    private static final int STEPS = 3000;
    private static final Sleeper RESTLESS = duration -> Sleeper.REAL.sleep(Duration.ofMillis(50));

    private BusyCache() {}

    public static void main(String... words) throws IOException, InterruptedException {
        CacheOptions options = CacheOptions.read(
                List.of("--root-directory", Path.of(words[0]).toString(), "--max-size", "2MiB"),
                Map.of(),
                Assembly.platform());
        CacheSurroundings world = new CacheSurroundings(InstantSource.system(), System::nanoTime, new SecureRandom());
        // To whom nothing was used in the last minutes, and may go.
        CacheSurroundings later = new CacheSurroundings(
                () -> Instant.now().plus(Duration.ofMinutes(10)), System::nanoTime, new SecureRandom());
        try (Assembly assembly = Assembly.of(options, world, CacheListener.NONE);
                Tenancy tenancy = new Tenancy(options, Porter.NONE, later, Assembly.platform())) {
            Thread.ofPlatform().daemon().start(new Housekeeping(tenancy, RESTLESS));
            System.out.println("busy");
            Random random = new Random();
            while (true) {
                StepConversation conversation = new StepConversation();
                for (int i = 0; i < 20; i++) {
                    conversation.put(random.nextInt(STEPS));
                    conversation.get(random.nextInt(STEPS));
                }
                conversation.speakTo(assembly.cache().session(options.mode(), CacheListener.NONE));
            }
        }
    }
}
