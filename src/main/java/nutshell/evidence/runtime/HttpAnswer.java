package nutshell.evidence.runtime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An answer in HTTP/1.1, as far as engines speak it: RFC 9112, with a length, in chunks, or up to the end. */
record HttpAnswer(int status, String body) {

    /** More than the list of some thousand containers. */
    private static final int MOST_BYTES = 32 << 20;

    private static final int LONGEST_LINE = 16 << 10;
    private static final int MOST_HEADERS = 200;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");

    static HttpAnswer read(InputStream in) throws IOException {
        HttpStream answer = open(in);
        return new HttpAnswer(answer.status(), text(answer.body()));
    }

    /** An answer whose body is read as it comes, however long it is. */
    record HttpStream(int status, InputStream body) {}

    static HttpStream open(InputStream in) throws IOException {
        Matcher first = STATUS.matcher(line(in));
        if (!first.matches()) {
            throw new ProtocolException("what answers there does not speak HTTP");
        }
        Map<String, String> headers = headers(in);
        int status = Integer.parseInt(first.group(1));
        return new HttpStream(
                status, status == 204 || status == 304 ? InputStream.nullInputStream() : body(in, headers));
    }

    private static InputStream body(InputStream in, Map<String, String> headers) throws IOException {
        if (headers.getOrDefault("transfer-encoding", "")
                .toLowerCase(Locale.ROOT)
                .endsWith("chunked")) {
            return new HttpBody(in, HttpAnswer::nextChunk);
        }
        String length = headers.get("content-length");
        return length == null ? in : HttpBody.of(in, size(length, 10));
    }

    private static Map<String, String> headers(InputStream in) throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (int i = 0; i < MOST_HEADERS; i++) {
            String line = line(in);
            if (line.isEmpty()) {
                return headers;
            }
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new ProtocolException("a header without a colon");
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        throw new ProtocolException("more than " + MOST_HEADERS + " headers");
    }

    /** The size of the chunk that follows; 0 is the last. */
    private static long nextChunk(InputStream in, boolean first) throws IOException {
        if (!first) {
            line(in);
        }
        String size = line(in);
        int semicolon = size.indexOf(';');
        return size((semicolon < 0 ? size : size.substring(0, semicolon)).strip(), 16);
    }

    private static String text(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new ProtocolException("an answer of more than 32 MiB");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static long size(String digits, int radix) throws IOException {
        try {
            long size = Long.parseLong(digits, radix);
            if (size >= 0) {
                return size;
            }
        } catch (NumberFormatException e) {
            throw new ProtocolException("a length that is no number");
        }
        throw new ProtocolException("a length below nothing");
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new ProtocolException("the answer ended early");
            }
            if (line.size() >= LONGEST_LINE) {
                throw new ProtocolException("a line of more than 16 KiB");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }
}
