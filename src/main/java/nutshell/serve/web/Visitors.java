package nutshell.serve.web;

import java.time.Duration;
import java.util.Optional;
import nutshell.serve.Attendee;
import nutshell.serve.Secrets;
import nutshell.serve.Workshop;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/** Who a request comes from, by its cookies. No script can read them, and no other site can have them sent. */
final class Visitors {

    private static final Duration A_DAY = Duration.ofHours(24);

    private final Workshop workshop;
    private final String instructor;
    private final boolean secure;
    private final String board = Secrets.token();

    /** Takes the instructor's secret. */
    Visitors(Workshop workshop, String instructor, boolean secure) {
        this.workshop = workshop;
        this.instructor = instructor;
        this.secure = secure;
    }

    private String name(String plain) {
        // A browser takes this prefix only with Secure, from this very host, for all of it.
        return secure ? "__Host-" + plain : plain;
    }

    Optional<Attendee> attendee(Request request) {
        return cookie(request, name("nutshell")).flatMap(workshop.roll()::holding);
    }

    boolean isInstructor(Request request) {
        return cookie(request, name("nutshell-board"))
                .filter(token -> Secrets.same(board, token))
                .isPresent();
    }

    boolean knowsInstructorsSecret(String given) {
        return Secrets.same(instructor, given);
    }

    void remember(Response response, String token) {
        set(response, name("nutshell"), token);
    }

    void rememberInstructor(Response response) {
        set(response, name("nutshell-board"), board);
    }

    private void set(Response response, String name, String token) {
        Response.addCookie(
                response,
                HttpCookie.build(name, token)
                        .path("/")
                        .httpOnly(true)
                        .secure(secure)
                        .sameSite(HttpCookie.SameSite.STRICT)
                        .maxAge(A_DAY.toSeconds())
                        .build());
    }

    private static Optional<String> cookie(Request request, String name) {
        return Request.getCookies(request).stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst();
    }
}
