package nutshell.cli;

import java.util.Map;
import org.jline.utils.InfoCmp;
import org.jspecify.annotations.Nullable;

/** What usual terminals can do, known without asking infocmp(1): to start a program costs a good part of a prompt. */
final class TerminalTypes {

    /** Which of those that JLine describes stand for others that can do the same and more. */
    private static final Map<String, String> LIKE =
            Map.of("tmux", "screen", "tmux-256color", "screen-256color", "xterm-color", "xterm");

    private TerminalTypes() {}

    /** One that is not among them is asked about as ever. */
    static void know(@Nullable String type) {
        if (type == null) {
            return;
        }
        String described = InfoCmp.getDefaultInfoCmp(LIKE.getOrDefault(type, type));
        if (described != null) {
            InfoCmp.setLoadedInfoCmp(type, described);
        }
    }
}
