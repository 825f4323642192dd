package nutshell.serve.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Lets through what our own pages ask: under one of our names, so that no stranger's name can be made to point here, and
 * for whatever changes something from one of our own pages.
 */
final class Doorkeeper extends Handler.Wrapper {

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Permissions-Policy", "camera=(), microphone=(), geolocation=()",
            "Cache-Control", "no-store");

    private static final Set<String> LOOKS = Set.of("GET", "HEAD");
    private static final List<String> OF_NO_OTHER_SITE = List.of("same-origin", "none");

    private final Set<String> authorities;
    private final String scheme;

    /** Takes the names we are called by, each with its port. */
    Doorkeeper(Set<String> authorities, boolean tls, Handler inner) {
        super(inner);
        this.authorities = authorities;
        this.scheme = tls ? "https://" : "http://";
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        HEADERS.forEach((name, value) -> response.getHeaders().put(name, value));
        if (scheme.equals("https://")) {
            response.getHeaders().put("Strict-Transport-Security", "max-age=86400");
        }
        HttpFields asked = request.getHeaders();
        if (!authorities.contains(lower(asked.get(HttpHeader.HOST)))) {
            return Answers.text(response, callback, HttpStatus.MISDIRECTED_REQUEST_421, "not a name of this server");
        }
        boolean upgrade = lower(asked.get(HttpHeader.UPGRADE)).contains("websocket");
        if ((upgrade || !LOOKS.contains(request.getMethod())) && !fromOurPages(asked)) {
            return Answers.text(response, callback, HttpStatus.FORBIDDEN_403, "not from a page of this server");
        }
        return super.handle(request, response, callback);
    }

    private boolean fromOurPages(HttpFields asked) {
        String site = asked.get("Sec-Fetch-Site");
        return lower(asked.get(HttpHeader.ORIGIN)).equals(scheme + lower(asked.get(HttpHeader.HOST)))
                && (site == null || OF_NO_OTHER_SITE.contains(site));
    }

    private static String lower(@org.jspecify.annotations.Nullable String value) {
        return value == null ? "" : value.toLowerCase(Locale.ROOT);
    }
}
