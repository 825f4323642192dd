package nutshell.serve.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers to requests, each of a type that is said. */
final class Answers {

    private Answers() {}

    static boolean text(Response response, Callback callback, int status, String text) {
        return bytes(response, callback, status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    static boolean json(Response response, Callback callback, int status, JsonNode json) {
        return bytes(
                response,
                callback,
                status,
                "application/json; charset=utf-8",
                json.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** What a browser is to keep as a file of this name. */
    static boolean file(Response response, Callback callback, String type, String name, byte[] bytes) {
        response.getHeaders().put("Content-Disposition", "attachment; filename=\"" + name + "\"");
        return bytes(response, callback, 200, type, bytes);
    }

    static boolean bytes(Response response, Callback callback, int status, String type, byte[] bytes) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
        response.write(true, ByteBuffer.wrap(bytes), callback);
        return true;
    }
}
