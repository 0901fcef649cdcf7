package dev.hone.server.http;

import dev.hone.server.keys.Gate;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Listens, and answers what its routes answer, each request on a virtual thread of its own. */
public final class HttpService implements AutoCloseable {
    private final ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor();
    private final Server server;
    private final ServerConnector connector;
    private final Listening listening;

    public HttpService(
            Listening listening,
            HttpLimits limits,
            List<Route> routes,
            Gate gate,
            HttpSurroundings surroundings,
            HttpListener listener) {
        this.listening = listening;
        QueuedThreadPool threads = new QueuedThreadPool(16, 2);
        threads.setName("http");
        threads.setVirtualThreadsExecutor(virtual);
        server = new Server(threads);
        // One acceptor: without, a selector would keep the port open until it happens to wake up after the close.
        HttpConfiguration configuration = configuration(limits);
        connector = new ServerConnector(
                server, 1, 1, new HttpConnectionFactory(configuration), new PriorKnowledge(configuration, limits));
        connector.setHost(listening.host());
        connector.setPort(listening.port());
        connector.setIdleTimeout(limits.idle().toMillis());
        LateHeads lateHeads = new LateHeads(limits.head(), surroundings.nanoClock(), connector.getScheduler());
        connector.addBean(lateHeads);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(limits.connections(), connector));
        server.setHandler(new GracefulHandler(new Dispatch(new Routes(routes), gate, limits, surroundings, listener)));
        server.setErrorHandler(new PlainErrors());
        server.setStopTimeout(limits.drain().toMillis());
    }

    private static HttpConfiguration configuration(HttpLimits limits) {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        // A slash within a name is no name for us, but whoever sends one is told so by the route, as Go's server does.
        configuration.setUriCompliance(
                UriCompliance.DEFAULT.with("names with slashes", UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR));
        configuration.setRequestHeaderSize((int) limits.header().bytes());
        return configuration;
    }

    /** Begins to listen. */
    public void start() {
        try {
            server.start();
        } catch (IOException e) {
            throw new NotListening(listening, e);
        } catch (Exception e) {
            throw new IllegalStateException("starting the HTTP server", e);
        }
    }

    /** The port, also when any free one was asked for. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Stops listening, lets requests under way end for as long as the limit says, then ends them. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (TimeoutException ignored) {
            // The time to end by themselves is over for some requests; they were ended.
        } catch (Exception e) {
            throw new IllegalStateException("stopping the HTTP server", e);
        } finally {
            virtual.shutdownNow();
        }
    }
}
