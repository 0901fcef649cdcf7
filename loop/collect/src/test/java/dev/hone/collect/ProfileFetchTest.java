package dev.hone.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProfileFetchTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Room room = new Room(256L << 20);
    private final ProfileFetch fetch = new ProfileFetch(AddressRule.of(false), room, threads);
    private final FakeTarget target = new FakeTarget(FakeTarget.saying(200, Answers.cpu()));

    @AfterEach
    void close() {
        fetch.close();
        target.close();
        threads.shutdownNow();
    }

    private Missed missed(URI address) {
        try {
            fetch.fetch(address, SECOND);
        } catch (Missed e) {
            return e;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        throw new AssertionError("a profile came of " + address);
    }

    @Test
    void fetch_takesTheBytesAsTheyAre() throws Exception {
        byte[] profile = fetch.fetch(target.at("/debug/pprof/profile"), SECOND);

        assertThat(profile).isEqualTo(Answers.cpu());
        room.give(profile.length);
        assertThat(room.left()).isEqualTo(256L << 20);
    }

    /** The old scraper overwrites the query of the address, and asks for fractions of seconds, which Go takes for 30 seconds. */
    @ParameterizedTest
    @CsvSource({
        "/p,                       /p?seconds=5",
        "'',                       /?seconds=5",
        "/p?token=a%26b,           /p?token=a%26b&seconds=5",
        "/p?seconds=60&x=1,        /p?x=1&seconds=5",
        "/p?x=1&seconds&y=seconds, /p?x=1&y=seconds&seconds=5",
        "/a%2Fb%3Fc,               /a%2Fb%3Fc?seconds=5",
    })
    void seconds_areAskedFor_andTheRestOfTheQueryStays(String given, String asked) {
        assertThat(ProfileFetch.withSeconds(URI.create("http://h:1" + given), Duration.ofSeconds(5)))
                .isEqualTo(URI.create("http://h:1" + asked));
    }

    @Test
    void fractionsOfSeconds_areRoundedUp() {
        assertThat(CollectSettings.wholeSeconds(Duration.ofMillis(1500))).isEqualTo(Duration.ofSeconds(2));
        assertThat(CollectSettings.wholeSeconds(Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aBusyTarget_isBusy_andOtherErrorsAreNot() {
        target.answers(FakeTarget.busy());
        assertThat(missed(target.at("/")).outcome()).isEqualTo(Outcome.BUSY);
        target.answers(FakeTarget.saying(429, "slow down"));
        assertThat(missed(target.at("/")).outcome()).isEqualTo(Outcome.BUSY);
        target.answers(FakeTarget.saying(500, "oops\u001b[31m\n"));
        Missed broken = missed(target.at("/"));
        assertThat(broken.outcome()).isEqualTo(Outcome.BAD_STATUS);
        assertThat(broken.message()).isEqualTo("it answered 500: oops [31m");
    }

    @Test
    void aStatusWithAPage_isToldWithoutThePage() {
        target.answers(FakeTarget.saying(404, "<html><body>nothing here</body></html>"));

        assertThat(missed(target.at("/")).message()).isEqualTo("it answered 404");
    }

    @Test
    void aRedirect_isNotFollowed_andSaysWhere() {
        target.answers(exchange -> {
            exchange.getResponseHeaders().add("Location", "http://169.254.169.254/latest");
            exchange.sendResponseHeaders(302, -1);
        });
        Missed redirected = missed(target.at("/"));

        assertThat(redirected.outcome()).isEqualTo(Outcome.REDIRECTED);
        assertThat(redirected.message()).contains("302", "http://169.254.169.254/latest", "not followed");
        assertThat(target.requests()).hasSize(1);
    }

    @Test
    void aPage_isNoProfile() {
        target.answers(FakeTarget.saying(200, "\n <!DOCTYPE html><title>log in</title>"));

        assertThat(missed(target.at("/")).outcome()).isEqualTo(Outcome.HTML);
        assertThat(room.left()).isEqualTo(256L << 20);
    }

    @Test
    void anEndlessBody_isLeft_whenItIsLargerThanAnyProfile() {
        target.answers(FakeTarget.endless(new byte[1 << 20]));
        Missed large = missed(target.at("/"));

        assertThat(large.outcome()).isEqualTo(Outcome.TOO_LARGE);
        assertThat(room.left()).as("what it held is given back").isEqualTo(256L << 20);
    }

    @Test
    void whenOthersHoldAllMemory_itIsNotTheTargetsFault() {
        assertThat(room.take((256L << 20) - 100)).isTrue();

        assertThat(missed(target.at("/")).outcome()).isEqualTo(Outcome.NO_ROOM);
        assertThat(room.left()).isEqualTo(100);
    }

    @Test
    void aBodyThatBreaksOff_isNoProfile() {
        target.answers(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("short".getBytes(StandardCharsets.US_ASCII));
            exchange.getResponseBody().flush();
            exchange.close();
        });

        assertThat(missed(target.at("/")).outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(room.left()).isEqualTo(256L << 20);
    }

    @Test
    void nobodyThere_isUnreachable() {
        URI address = target.at("/");
        target.close();

        assertThat(missed(address).message()).startsWith("nobody answers at 127.0.0.1:");
    }

    @ParameterizedTest
    @CsvSource({"ftp://127.0.0.1/p", "file:///etc/passwd", "http:///p", "jar:http://a!/b"})
    void otherThanHttp_isNotAsked(String address) {
        assertThat(missed(URI.create(address)).outcome()).isEqualTo(Outcome.FORBIDDEN_ADDRESS);
    }

    @Test
    void aThreadThatIsInterrupted_waitsNoLonger() {
        target.answers(FakeTarget.endless(new byte[0]));
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> fetch.fetch(target.at("/"), SECOND)).isInstanceOf(InterruptedException.class);
    }
}
