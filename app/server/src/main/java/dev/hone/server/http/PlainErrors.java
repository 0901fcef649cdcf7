package dev.hone.server.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What Jetty itself refuses, such as heads that are no HTTP, is answered in our words too. */
final class PlainErrors implements Request.Handler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        int status = response.getStatus();
        String message = request.getAttribute(ErrorHandler.ERROR_EXCEPTION) instanceof HttpException
                ? String.valueOf(request.getAttribute(ErrorHandler.ERROR_MESSAGE))
                : HttpStatus.getMessage(status);
        Answer answer = Errors.of(status, message);
        answer.headers().forEach(header -> response.getHeaders().put(header.name(), header.value()));
        byte[] content = answer.open().readAllBytes();
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, content.length);
        response.write(true, ByteBuffer.wrap(content), callback);
        return true;
    }
}
