package dev.hone.kubernetes;

import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.http.HttpClient;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Makes the HTTP client that fabric8 uses: without redirects, which would take the token along to wherever they lead, and
 * closed at the end, which fabric8 leaves to the garbage collector.
 */
final class DirectHttp extends JdkHttpClientFactory implements AutoCloseable {
    private final Queue<HttpClient> made = new ConcurrentLinkedQueue<>();

    @Override
    protected HttpClient.Builder createNewHttpClientBuilder() {
        HttpClient.Builder builder = super.createNewHttpClientBuilder();
        return (HttpClient.Builder) Proxy.newProxyInstance(
                DirectHttp.class.getClassLoader(),
                new Class<?>[] {HttpClient.Builder.class},
                (proxy, method, arguments) -> noted(proxy, builder, method, arguments));
    }

    private Object noted(Object proxy, HttpClient.Builder builder, Method method, Object[] arguments) throws Throwable {
        try {
            Object result = method.invoke(builder, arguments);
            if (result instanceof HttpClient client) {
                made.add(client);
            }
            return result instanceof HttpClient.Builder ? proxy : result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    protected void additionalConfig(HttpClient.Builder builder) {
        builder.followRedirects(HttpClient.Redirect.NEVER);
    }

    @Override
    public void close() {
        made.forEach(HttpClient::shutdownNow);
        made.forEach(HttpClient::close);
    }
}
