package dev.hone.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.hone.base.ByteSize;
import dev.hone.server.keys.Access;
import dev.hone.server.keys.Role;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HttpServiceTest {
    private static final Access READ = Access.keyed(Role.READ);
    private static final Access SUBMIT = Access.keyed(Role.SUBMIT);
    private static final Route APP = Route.reading(
            "/api/profile/{app}", READ, call -> Answer.bytes(200, bytes("profile of " + call.parameter("app"))));
    private static final Route LIST = Route.reading("/api/profile", READ, call -> Answer.json(200, "{}"));
    private static final Route UPLOAD = Route.changing(
                    Method.POST,
                    "/api/profile/{app}",
                    SUBMIT,
                    call -> Answer.text(201, String.valueOf(call.body().readAllBytes().length)))
            .withLargestBody(ByteSize.of(10_000));
    private static final Route ANY = Route.signOfLife(Method.ANY, "/healthz", call -> Answer.text(200, "OK"));

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static RunningService service(Route... more) {
        Route[] all = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(APP, LIST, UPLOAD, ANY), java.util.stream.Stream.of(more))
                .toArray(Route[]::new);
        return RunningService.of(HttpLimits.USUAL, all);
    }

    private static HttpLimits limits(Duration idle, Duration head, int concurrent, Duration drain) {
        return new HttpLimits(
                ByteSize.of(1),
                ByteSize.of(4096),
                idle,
                head,
                Duration.ofSeconds(2),
                ByteSize.of(1000),
                Duration.ofMillis(300),
                concurrent,
                100,
                3,
                drain);
    }

    @Test
    void route_isFoundByItsTemplate_andAnswersHeadToo() throws Exception {
        try (RunningService service = service()) {
            assertThat(service.get("/api/profile/web").body()).isEqualTo("profile of web");
            assertThat(service.get("/api/profile").body()).isEqualTo("{}\n");

            HttpResponse<String> head =
                    service.send(service.request("/api/profile/web").HEAD());
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            assertThat(head.headers().firstValue("Content-Length")).hasValue("14");
            assertThat(head.headers().firstValue("Server")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"/", "/api", "/api/profile/", "/api/profile/a/b", "/API/profile", "/healthz/x"})
    void path_thatIsUnknown_isAnsweredAsByGo(String path) throws Exception {
        try (RunningService service = service()) {
            HttpResponse<String> response = service.get(path);

            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(response.body()).isEqualTo("404 page not found\n");
            assertThat(response.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
            assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        }
    }

    @Test
    void method_thatIsNotThere_isAnsweredAsByGo_withThoseThatAre() throws Exception {
        try (RunningService service = service()) {
            HttpResponse<String> response =
                    service.send(service.request("/api/profile/web").DELETE());

            assertThat(response.statusCode()).isEqualTo(405);
            assertThat(response.body()).isEqualTo("Method Not Allowed\n");
            assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD, POST");
            assertThat(service.send(service.request("/healthz").method("BREW", HttpRequest.BodyPublishers.noBody()))
                            .body())
                    .isEqualTo("OK");
        }
    }

    @Test
    void upload_inChunksWithoutTypeOrLength_isRead() throws Exception {
        try (RunningService service = service()) {
            String head = "POST /api/profile/web HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
            String chunks = "3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n";

            assertThat(service.raw(head + "Transfer-Encoding: chunked\r\n\r\n" + chunks))
                    .startsWith("HTTP/1.1 201 ")
                    .endsWith("\r\n\r\n7");
        }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void upload_thatIsTooLarge_is413_andTheServerLivesOn(boolean saysHowLarge) throws Exception {
        try (RunningService service = service()) {
            HttpRequest.BodyPublisher body = saysHowLarge
                    ? HttpRequest.BodyPublishers.ofByteArray(new byte[10_001])
                    : HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[10_001]));

            HttpResponse<String> response =
                    service.send(service.request("/api/profile/web").POST(body));

            assertThat(response.statusCode()).isEqualTo(413);
            assertThat(response.body()).contains("\"code\":413").endsWith("}\n");
            assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
            assertThat(service.ended().take().refusal()).isEqualTo(Refusal.Reason.TOO_LARGE);
            assertThat(service.get("/healthz").statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"/api/profile/web, 413", "/nothing, 404", "/api/profile, 405"})
    void refusal_ofWhoIsStillSending_isHeardByIt(String path, int status) throws Exception {
        try (RunningService service = service()) {
            for (int i = 0; i < 20; i++) {
                byte[] body = new byte[4_000_000];
                String head = "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length + "\r\n\r\n";
                try (Socket socket = service.connect()) {
                    socket.getOutputStream().write(bytes(head));
                    socket.getOutputStream().write(body);
                    assertThat(RunningService.rest(socket))
                            .startsWith("HTTP/1.1 " + status + " ")
                            .contains("Connection: close");
                }
            }
        }
    }

    @Test
    void refusal_ofWhoNeverEndsSending_endsTheConnection() throws Exception {
        HttpLimits limits = limits(Duration.ofSeconds(10), Duration.ofSeconds(10), 1, Duration.ofSeconds(1));
        try (RunningService service = RunningService.of(limits, UPLOAD);
                Socket endless = service.connect()) {
            OutputStream out = endless.getOutputStream();
            out.write(bytes("POST /nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000000\r\n\r\n"));

            assertThatThrownBy(() -> {
                        while (true) {
                            out.write(new byte[10_000]);
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void body_thatDrips_is408_andItsPlaceIsFreed() throws Exception {
        HttpLimits limits = limits(Duration.ofSeconds(10), Duration.ofSeconds(10), 1, Duration.ofSeconds(1));
        try (RunningService service = RunningService.of(limits, UPLOAD);
                Socket slow = service.connect()) {
            OutputStream out = slow.getOutputStream();
            out.write(bytes("POST /api/profile/web HTTP/1.1\r\nHost: x\r\nContent-Length: 9000\r\n\r\n"));
            Future<String> answer = drip(slow, "x");

            assertThat(answer.get(1, TimeUnit.MINUTES))
                    .startsWith("HTTP/1.1 408 ")
                    .contains("too slowly");
            assertThat(service.send(service.request("/api/profile/web").POST(HttpRequest.BodyPublishers.ofString("ab")))
                            .body())
                    .isEqualTo("2");
        }
    }

    @Test
    void body_thatStops_is408() throws Exception {
        HttpLimits limits = limits(Duration.ofMillis(300), Duration.ofSeconds(10), 1, Duration.ofSeconds(1));
        try (RunningService service = RunningService.of(limits, UPLOAD)) {
            assertThat(service.raw("POST /api/profile/web HTTP/1.1\r\nHost: x\r\nContent-Length: 9000\r\n\r\nabc"))
                    .startsWith("HTTP/1.1 408 ");
        }
    }

    @Test
    void body_thatBreaksOff_isCountedAsRefused_andNoFaultOfOurs() throws Exception {
        try (RunningService service = service()) {
            try (Socket socket = service.connect()) {
                socket.getOutputStream()
                        .write(bytes("POST /api/profile/web HTTP/1.1\r\nHost: x\r\nContent-Length: 9000\r\n\r\nabc"));
            }

            Exchange exchange = service.ended().poll(10, TimeUnit.SECONDS);
            assertThat(exchange).isNotNull();
            assertThat(exchange.refusal()).isEqualTo(Refusal.Reason.BROKEN_OFF);
            assertThat(exchange.received()).isEqualTo(3);
            assertThat(service.failed()).isEmpty();
        }
    }

    @Test
    void head_thatDrips_endsItsConnection_andOthersStayOpen() throws Exception {
        HttpLimits limits = limits(Duration.ofSeconds(10), Duration.ofMillis(400), 8, Duration.ofSeconds(1));
        try (RunningService service = RunningService.of(limits, ANY);
                Socket slow = service.connect();
                Socket quiet = service.connect()) {
            quiet.getOutputStream().write(bytes("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"));
            assertThat(quiet.getInputStream().read()).isEqualTo('H');
            slow.getOutputStream().write(bytes("GET /healthz HTTP/1.1\r\nX-Y: "));

            assertThat(drip(slow, "y").get(1, TimeUnit.MINUTES)).doesNotContain("200");

            quiet.getOutputStream().write(bytes("GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
            assertThat(RunningService.rest(quiet)).contains("HTTP/1.1 200 ");
        }
    }

    /** Sends a little now and then until the other end has had enough, and returns what it said. */
    private static Future<String> drip(Socket socket, String drop) {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        CountDownLatch enough = new CountDownLatch(1);
        Future<String> dripping = threads.submit(() -> {
            while (!enough.await(50, TimeUnit.MILLISECONDS)) {
                socket.getOutputStream().write(bytes(drop));
            }
            return "";
        });
        Future<String> answer = threads.submit(() -> {
            try {
                StringBuilder text = new StringBuilder();
                InputStream in = socket.getInputStream();
                for (int b = in.read(); b >= 0 && text.indexOf("}\n") < 0; b = in.read()) {
                    text.append((char) b);
                }
                return text.toString();
            } catch (IOException reset) {
                return "reset";
            } finally {
                enough.countDown();
            }
        });
        threads.shutdown();
        assertThat(dripping).isNotNull();
        return answer;
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void refusal_onWordlessRoute_hasNoBody(boolean saysHowLarge) throws Exception {
        Route wordless = Route.changing(
                        Method.POST,
                        "/v1/submit",
                        Access.open(),
                        call -> Answer.text(201, String.valueOf(call.body().readAllBytes().length)))
                .withLargestBody(ByteSize.of(10))
                .wordlessly();
        try (RunningService service = service(wordless)) {
            String sent = saysHowLarge
                    ? "Content-Length: 11\r\n\r\nelevenbytes"
                    : "Transfer-Encoding: chunked\r\n\r\nb\r\nelevenbytes\r\n0\r\n\r\n";

            assertThat(service.raw("POST /v1/submit HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + sent))
                    .startsWith("HTTP/1.1 413 ")
                    .doesNotContain("Content-Type")
                    .endsWith("\r\n\r\n");
            assertThat(service.send(service.request("/v1/submit")
                                    .POST(HttpRequest.BodyPublishers.ofString("ten bytes.")))
                            .body())
                    .isEqualTo("10");
        }
    }

    /** Whether a name may have a slash in it is for the route to say: clients know its words. */
    @Test
    void slashWithinName_isLeftToTheRoute() throws Exception {
        try (RunningService service = service()) {
            assertThat(service.get("/api/profile/a%2Fb").body()).isEqualTo("profile of a%2Fb");
        }
    }

    @Test
    void head_thatIsTooLarge_is431_inOurWords() throws Exception {
        HttpLimits limits = limits(Duration.ofSeconds(10), Duration.ofSeconds(10), 8, Duration.ofSeconds(1));
        try (RunningService service = RunningService.of(limits, ANY)) {
            assertThat(service.raw("GET /healthz HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(9000) + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 431 ")
                    .contains("Content-Type: application/json")
                    .contains("\"code\":431");
        }
    }

    @ParameterizedTest
    @CsvSource({"'GET  HTTP/9'", "'\u0000'", "'GET /%zz HTTP/1.1\r\nHost: x'"})
    void request_thatIsNoHttp_is400_withoutAPage(String head) throws Exception {
        try (RunningService service = service()) {
            assertThat(service.raw(head + "\r\nConnection: close\r\n\r\n"))
                    .containsPattern("HTTP/1.1 (400|505) ")
                    .doesNotContainIgnoringCase("<html")
                    .contains("\"code\":");
        }
    }

    @Test
    void requests_beyondTheRoomThereIs_are503_butSignsOfLifeAreAnswered() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        Route waiting = Route.reading("/wait", READ, call -> {
            entered.countDown();
            awaitUninterruptibly(leave);
            return Answer.empty(204);
        });
        HttpLimits limits = limits(Duration.ofSeconds(10), Duration.ofSeconds(10), 1, Duration.ofSeconds(1));
        try (RunningService service = RunningService.of(limits, waiting, APP, ANY);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<HttpResponse<String>> first = threads.submit(() -> service.get("/wait"));
            entered.await();

            HttpResponse<String> second = service.get("/api/profile/web");
            assertThat(second.statusCode()).isEqualTo(503);
            assertThat(second.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(service.get("/healthz").statusCode()).isEqualTo(200);

            leave.countDown();
            assertThat(first.get().statusCode()).isEqualTo(204);
            assertThat(service.get("/api/profile/web").statusCode()).isEqualTo(200);
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void close_letsARequestUnderWayEnd_andRefusesNewOnes() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        Route waiting = Route.reading("/wait", READ, call -> {
            entered.countDown();
            awaitUninterruptibly(leave);
            return Answer.text(200, "whole");
        });
        RunningService service = service(waiting);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            int port = service.service().port();
            Future<HttpResponse<String>> first = threads.submit(() -> service.get("/wait"));
            entered.await();
            Future<?> closing = threads.submit(() -> service.service().close());
            assertTimeoutPreemptively(Duration.ofMinutes(1), () -> {
                while (isOpen(port)) {
                    Thread.onSpinWait();
                }
            });
            assertThatThrownBy(() -> closing.get(300, TimeUnit.MILLISECONDS))
                    .isInstanceOf(java.util.concurrent.TimeoutException.class);

            leave.countDown();

            assertThat(first.get().body()).isEqualTo("whole");
            closing.get(1, TimeUnit.MINUTES);
        }
        service.client().close();
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void close_endsRequestsThatDoNotEnd_whenTheTimeIsUp() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        Route stuck = Route.reading("/wait", READ, call -> {
            entered.countDown();
            awaitUninterruptibly(new CountDownLatch(1));
            return Answer.empty(204);
        });
        HttpLimits limits = limits(Duration.ofSeconds(10), Duration.ofSeconds(10), 1, Duration.ofMillis(300));
        RunningService service = RunningService.of(limits, stuck);
        try (Socket socket = service.connect()) {
            socket.getOutputStream().write(bytes("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n"));
            entered.await();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                threads.submit(() -> service.service().close()).get(1, TimeUnit.MINUTES);
            }
        }
        service.client().close();
    }

    @Test
    void fault_isToldByItsIdOnly() throws Exception {
        Route broken = Route.reading("/broken", READ, call -> {
            throw new IllegalStateException("secret");
        });
        try (RunningService service = service(broken)) {
            HttpResponse<String> response =
                    service.send(service.request("/broken").header("X-Request-Id", "mine-1"));

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body())
                    .contains("mine-1")
                    .contains("\"code\":500")
                    .doesNotContain("secret");
            assertThat(response.headers().firstValue("X-Request-Id")).hasValue("mine-1");
            assertThat(service.get("/healthz")
                            .headers()
                            .firstValue("X-Request-Id")
                            .orElseThrow())
                    .isNotEmpty();
        }
    }

    @Test
    void requestId_thatCouldSpoilALog_isReplaced() throws Exception {
        try (RunningService service = service()) {
            HttpResponse<String> response =
                    service.send(service.request("/healthz").header("X-Request-Id", "a b\"c"));

            assertThat(response.headers().firstValue("X-Request-Id").orElseThrow())
                    .matches("[a-z0-9]+-[0-9]+");
        }
    }

    @Test
    void stream_isSentWithItsLength() throws Exception {
        Route blob = Route.reading(
                "/blob",
                READ,
                call -> Answer.stream(200, 100_000, () -> new ByteArrayInputStream(new byte[100_000]))
                        .with("ETag", "\"x\""));
        try (RunningService service = service(blob)) {
            HttpResponse<byte[]> response =
                    service.client().send(service.request("/blob").build(), HttpResponse.BodyHandlers.ofByteArray());

            assertThat(response.body()).hasSize(100_000);
            assertThat(response.headers().firstValue("Content-Length")).hasValue("100000");
            assertThat(response.headers().firstValue("ETag")).hasValue("\"x\"");
            assertThat(response.headers().firstValue("Content-Type")).isEmpty();
        }
    }
}
