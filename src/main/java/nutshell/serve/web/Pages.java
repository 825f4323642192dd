package nutshell.serve.web;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import nutshell.content.ProgramFile;
import nutshell.serve.Attendee;
import nutshell.serve.Summary;
import nutshell.serve.Workshop;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Everything that is no WebSocket. Files are those named here: a path is looked up, never followed. */
final class Pages extends Handler.Abstract {

    private static final String OURS = "/nutshell/serve/";
    private static final String XTERM = "/META-INF/resources/webjars/xterm/4.9.0/";
    private static final String FIT = "/META-INF/resources/webjars/xterm-addon-fit/0.3.0/lib/xterm-addon-fit.js";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String STYLE = "text/css; charset=utf-8";
    private static final String HTML = "text/html; charset=utf-8";

    private record Resource(String path, String type) {}

    private static final Map<String, Resource> FILES = Map.ofEntries(
            Map.entry("/", new Resource(OURS + "attendee.html", HTML)),
            Map.entry("/attendee.js", new Resource(OURS + "attendee.js", SCRIPT)),
            Map.entry("/terminal.js", new Resource(OURS + "terminal.js", SCRIPT)),
            Map.entry("/style.css", new Resource(OURS + "style.css", STYLE)),
            Map.entry("/icon.svg", new Resource(OURS + "icon.svg", "image/svg+xml")),
            Map.entry("/board", new Resource(OURS + "board.html", HTML)),
            Map.entry("/board.js", new Resource(OURS + "board.js", SCRIPT)),
            Map.entry("/look.js", new Resource(OURS + "look.js", SCRIPT)),
            Map.entry("/xterm.js", new Resource(XTERM + "lib/xterm.js", SCRIPT)),
            Map.entry("/xterm.css", new Resource(XTERM + "css/xterm.css", STYLE)),
            Map.entry("/fit.js", new Resource(FIT, SCRIPT)));

    private final Workshop workshop;
    private final Visitors visitors;
    private final Desk desk;

    Pages(Workshop workshop, Visitors visitors) {
        this.workshop = workshop;
        this.visitors = visitors;
        this.desk = new Desk(workshop, visitors);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = Request.getPathInContext(request);
        if (request.getMethod().equals("POST")) {
            return switch (path) {
                case "/join" -> desk.join(request, response, callback);
                case "/board/enter" -> desk.board(request, response, callback);
                default -> notFound(response, callback);
            };
        }
        if (!request.getMethod().equals("GET")) {
            return Answers.text(response, callback, 405, "GET and POST are all there is");
        }
        Resource file = FILES.get(path);
        if (file != null) {
            return Answers.bytes(response, callback, 200, file.type(), ProgramFile.bytes(file.path()));
        }
        return path.startsWith("/board/")
                ? ofTheBoard(path, request, response, callback)
                : ofAnAttendee(path, request, response, callback);
    }

    private boolean ofAnAttendee(String path, Request request, Response response, Callback callback) {
        Attendee attendee = visitors.attendee(request).orElse(null);
        if (attendee == null) {
            return path.equals("/me") ? Answers.text(response, callback, 200, "") : notFound(response, callback);
        }
        return switch (path) {
            case "/me" -> Answers.text(response, callback, 200, attendee.name());
            case "/cards.md" -> markdown(response, callback, "cards.md", new Summary(workshop).cards(attendee));
            default -> notFound(response, callback);
        };
    }

    private boolean ofTheBoard(String path, Request request, Response response, Callback callback) {
        if (!visitors.isInstructor(request)) {
            return path.equals("/board/me") ? Answers.text(response, callback, 200, "") : nobody(response, callback);
        }
        Summary summary = new Summary(workshop);
        return switch (path) {
            case "/board/me" -> Answers.text(response, callback, 200, "the instructor");
            case "/board/summary.md" -> markdown(response, callback, "workshop.md", summary.markdown());
            case "/board/summary.csv" ->
                Answers.file(
                        response,
                        callback,
                        "text/csv; charset=utf-8",
                        "workshop.csv",
                        summary.csv().getBytes(StandardCharsets.UTF_8));
            case "/board/cards.zip" ->
                Answers.file(response, callback, "application/zip", "cards.zip", summary.allCards());
            default -> notFound(response, callback);
        };
    }

    private static boolean markdown(Response response, Callback callback, String name, String text) {
        return Answers.file(
                response, callback, "text/markdown; charset=utf-8", name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean nobody(Response response, Callback callback) {
        return Answers.text(response, callback, 401, "come in first");
    }

    private static boolean notFound(Response response, Callback callback) {
        return Answers.text(response, callback, 404, "there is nothing here");
    }
}
