package nutshell.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nutshell.container.View;
import nutshell.kernel.Advice;
import nutshell.kernel.SyscallEvent;
import nutshell.kernel.SyscallFailed;
import nutshell.namespaces.Namespace;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** Puts what came of a line into lines for a person: the calls, what changed, why something was refused. */
public final class Tell {

    private static final int TIME_COLUMNS = 10;

    /** More mounts than these are told in one line. */
    private static final int FEW = 2;

    /** How the cause begins where this machine, or who uses it, cannot do what was asked for. */
    private static final List<String> LACKING = List.of("this thread lacks", "this kernel has no");

    private final Paint paint;
    private final int width;

    public Tell(Paint paint, int width) {
        this.paint = paint;
        this.width = Math.max(40, width);
    }

    /** The calls that matter, one line each; what is done to one thing after the other is told once. */
    public List<String> calls(List<SyscallEvent> events) {
        List<String> lines = new ArrayList<>();
        List<SyscallEvent> telling =
                events.stream().filter(event -> !Calls.prepares(event)).toList();
        for (List<SyscallEvent> alike : Calls.runs(telling)) {
            lines.add(call(alike.get(0)));
            if (alike.size() > 1) {
                lines.add(paint.dim("  … and %d more of the same kind (trace show)".formatted(alike.size() - 1)));
            }
        }
        int left = events.size() - telling.size();
        if (left > 0 && !lines.isEmpty()) {
            lines.add(paint.dim("  … and %d that prepare%s (trace show)".formatted(left, left == 1 ? "s" : "")));
        }
        return lines;
    }

    public String call(SyscallEvent event) {
        String time = event.micros() + " µs";
        String who = event.by() == SyscallEvent.Actor.CHILD ? "  child: " : "  ";
        String text = Fold.fit(who + event, width - Math.max(TIME_COLUMNS, time.length() + 2));
        String gap = " ".repeat(Math.max(1, width - text.length() - time.length() - 1));
        return (event.errno().isPresent() ? paint.bad(text) : text) + gap + paint.dim(time);
    }

    /** What is different now, in the kernel's words; of many mounts that fared alike only how many they are. */
    public List<String> changes(List<View.Change> changes) {
        Map<String, List<View.Change>> alike =
                changes.stream().collect(Collectors.groupingBy(Tell::fate, LinkedHashMap::new, Collectors.toList()));
        List<String> lines = new ArrayList<>();
        alike.forEach((fate, those) -> {
            if (fate.isEmpty() || those.size() <= FEW) {
                those.forEach(change -> lines.add(change(change)));
            } else {
                lines.add(together(those.size() + fate));
            }
        });
        return lines;
    }

    private String together(String fate) {
        String line = Fold.fit("  mounts           " + fate, width - 1);
        boolean room = line.length() + 15 < width;
        return paint.good(line) + (room ? paint.dim("  (look mounts)") : "");
    }

    /** What became of a mount, if that is something that becomes of many. */
    private static String fate(View.Change change) {
        if (isMountGone(change)) {
            return " of the host's are gone from sight";
        }
        boolean mount = change.what().startsWith("mount ")
                && change.before().isPresent()
                && change.after().isPresent();
        if (!mount) {
            return "";
        }
        String[] before = withPropagation(change.before().get());
        String[] after = withPropagation(change.after().get());
        return before[0].equals(after[0]) ? " were %s, are %s".formatted(kind(before[1]), after[1]) : "";
    }

    /** Everything else, and the propagation, which {@link View} says last. */
    private static String[] withPropagation(String mount) {
        int last = mount.lastIndexOf(' ');
        return new String[] {mount.substring(0, last + 1), mount.substring(last + 1)};
    }

    /** Without the peer group's number. */
    private static String kind(String propagation) {
        return propagation.replaceAll(":[0-9]+", "");
    }

    private static boolean isMountGone(View.Change change) {
        return change.what().startsWith("mount ") && change.after().isEmpty();
    }

    private String change(View.Change change) {
        boolean namespace = change.what().startsWith("ns/");
        String what = namespace ? change.what().substring(3) + " namespace" : change.what();
        String before = change.before().map(Tell::inode).orElse("none");
        String after = change.after().map(Tell::inode).orElse(comesLater(change) ? "with its first process" : "gone");
        String text = change.before().isEmpty() && !namespace ? after : before + " → " + after;
        // A program inside may have chosen these names: they must not steer the terminal.
        String line = Fold.fit(Printable.text("  %-16s %s".formatted(what, text)), width - 1);
        boolean told = namespace && change.after().isPresent() && line.length() + 20 < width;
        return paint.good(line) + (told ? paint.dim("   yours alone now") : "");
    }

    /** After unshare(CLONE_NEWPID) this link of /proc/PID/ns is empty until the first child is there. */
    private static boolean comesLater(View.Change change) {
        return change.what().equals("ns/" + Namespace.PID.childrenLink());
    }

    /** The number in {@code uts:[4026531838]}. */
    private static String inode(String id) {
        int bracket = id.indexOf(":[");
        return bracket < 0 ? id : id.substring(bracket + 2, id.length() - 1);
    }

    /** Why, and what to do; the first line is empty if the refused call has been shown already. */
    public List<String> refusal(RuntimeException refusal) {
        List<String> lines = new ArrayList<>();
        if (refusal instanceof SyscallFailed failed) {
            Advice advice = failed.advice();
            lines.addAll(labelled(advice.tested() ? "likely" : "perhaps", advice.cause(), true));
            lines.addAll(labelled("try", advice.remedy(), false));
            String more = "explain " + failed.errno().name();
            if (!advice.remedy().contains(more)) {
                lines.addAll(labelled("", more + " says what else it can mean", false));
            }
        } else if (refusal instanceof Refusal told) {
            lines.addAll(labelled(
                    told.kind() == Refusal.Kind.SAFETY ? "refused" : "no", String.valueOf(told.getMessage()), true));
            lines.addAll(labelled("try", told.remedy(), false));
        }
        return lines;
    }

    private List<String> labelled(String label, String text, boolean bad) {
        List<String> lines = new ArrayList<>();
        String shown = "  %-8s".formatted(label);
        for (String line : Fold.wrap(text, width - 11)) {
            lines.add((bad ? paint.bad(shown) : paint.notable(shown)) + line);
            shown = " ".repeat(10);
        }
        return lines;
    }

    /** What happened beside what was asked for. */
    public List<String> news(List<String> news) {
        List<String> lines = new ArrayList<>();
        news.forEach(item -> lines.addAll(labelled("note", item, false)));
        return lines;
    }

    /** One line for a script's log: what failed, why, what to do. */
    static String oneLine(RuntimeException refusal) {
        if (refusal instanceof SyscallFailed failed) {
            return failed.explanation();
        }
        Optional<Refusal> told = refusal instanceof Refusal r ? Optional.of(r) : Optional.empty();
        return told.map(r -> r.getMessage() + "\n  try:    " + r.remedy()).orElse(String.valueOf(refusal));
    }

    /** The exit status a refusal means. */
    static int status(RuntimeException refusal) {
        if (refusal instanceof Refusal told) {
            return told.kind().status();
        }
        boolean machine = refusal instanceof SyscallFailed failed
                && failed.advice().tested()
                && LACKING.stream().anyMatch(what -> failed.advice().cause().startsWith(what));
        return machine ? Refusal.Kind.MACHINE.status() : Refusal.Kind.FAILED.status();
    }
}
