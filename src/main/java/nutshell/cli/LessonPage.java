package nutshell.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nutshell.content.Block;
import nutshell.labs.Lesson;
import nutshell.labs.Part;
import nutshell.labs.Prediction;
import nutshell.refusals.Called;
import nutshell.refusals.Printable;

/** A lab's texts as lines for a terminal: one part is one screen. */
public final class LessonPage {

    private final Paint paint;
    private final int width;

    LessonPage(Paint paint, int width) {
        this.paint = paint;
        this.width = Math.max(40, width);
    }

    /** The part that is on: where we are, the text, and what to type next. */
    public List<String> part(Lesson lesson) {
        Part part = lesson.progress().part();
        List<String> lines = new ArrayList<>(List.of("", head(lesson), ""));
        lines.add("  " + paint.notable(part.title()));
        if (part == Part.PREDICT) {
            Prediction prediction = lesson.lab().prediction();
            lines.addAll(blocks(prediction.question()));
            lines.add("");
            prediction.options().forEach(option -> lines.addAll(option(option)));
        } else {
            lines.addAll(blocks(lesson.lab().part(part)));
        }
        lines.add("");
        lines.addAll(onwards(lesson));
        return lines;
    }

    private String head(Lesson lesson) {
        String left = "Lab " + lesson.lab().name().substring(0, 2) + " · "
                + lesson.lab().title();
        String right = "step " + lesson.step() + " of " + lesson.parts().size();
        return paint.strong(left)
                + " ".repeat(Math.max(2, width - left.length() - right.length() - 1))
                + paint.dim(right);
    }

    private List<String> onwards(Lesson lesson) {
        return switch (lesson.progress().part()) {
            case PREDICT ->
                List.of(type("predict a", "say what you expect; the kernel answers"), type("next", "without a guess"));
            case BUILD ->
                List.of(
                        type("check", "what the kernel shows so far"),
                        type("hint", "one of " + lesson.lab().hints().size() + "; then solution --anyway"),
                        type("next", "when it is done"));
            case EXPLAIN -> List.of(type("next", "the next lab"), type("progress", "what you have done"));
            default -> List.of(type("next", ""));
        };
    }

    private String type(String line, String what) {
        return "  " + paint.word("%-12s".formatted(line)) + paint.dim(what);
    }

    private List<String> option(Prediction.Option option) {
        return hanging("    " + option.letter() + "  ", option.text());
    }

    public List<String> blocks(List<Block> blocks) {
        List<String> lines = new ArrayList<>();
        for (Block block : blocks) {
            lines.add("");
            if (block instanceof Block.Paragraph paragraph) {
                lines.addAll(hanging("  ", paragraph.text()));
            } else if (block instanceof Block.Code code) {
                code.lines().forEach(line -> lines.add("      " + paint.word(Printable.text(line))));
            } else if (block instanceof Block.Items items) {
                items(items, lines);
            }
        }
        return lines;
    }

    private void items(Block.Items items, List<String> lines) {
        int number = 1;
        for (Block.Item item : items.items()) {
            lines.addAll(hanging(items.numbered() ? "  %2d  ".formatted(number++) : "   ·  ", item.text()));
        }
    }

    /** Filled lines behind a mark; code is coloured, also where it goes on in the next line. */
    public List<String> hanging(String mark, String text) {
        List<String> lines = new ArrayList<>();
        String before = mark;
        boolean code = false;
        for (String line : Fold.wrap(Printable.text(text), width - mark.length() - 1)) {
            StringBuilder shown = new StringBuilder(before);
            String[] pieces = line.split("`", -1);
            for (int i = 0; i < pieces.length; i++) {
                code = i == 0 ? code : !code;
                shown.append(code && paint.on() ? paint.word(pieces[i]) : pieces[i]);
                shown.append(!paint.on() && i + 1 < pieces.length ? "`" : "");
            }
            lines.add(shown.toString());
            before = " ".repeat(mark.length());
        }
        return lines;
    }

    /** What is to be reached, and what has been. */
    public List<String> targets(Lesson lesson) {
        List<String> lines = new ArrayList<>();
        lesson.targets()
                .forEach(target -> target.observations()
                        .forEach(observation -> lines.add("  "
                                + (target.reached() ? paint.good("✔ ") : paint.dim("· "))
                                + Printable.text(observation.told()))));
        lesson.mistakes()
                .forEach(mistake -> lines.add(paint.dim("  "
                        + (mistake.made() ? "✔ " : "· ")
                        + Printable.text(
                                "a mistake worth making: " + mistake.refusal() + ", as from " + mistake.line()))));
        return lines;
    }

    /** That this machine cannot do the lab, and which can. */
    List<String> notHere(String why) {
        List<String> lines = new ArrayList<>(List.of(""));
        lines.addAll(hanging("  not here    ", why));
        lines.addAll(hanging(
                "              ",
                Called.here("to read it is fine; `./nutshell vm up` has a machine where all labs can be done")));
        return lines;
    }

    /** What the kernel said to a prediction, and what that means. */
    public List<String> answer(Prediction.Option chosen, Prediction.Answer answer, Optional<String> whyNotHere) {
        List<String> lines = new ArrayList<>();
        lines.add(paint.dim("  … and we ran it, in a container of its own:"));
        answer.played().forEach(played -> {
            lines.add("  > " + paint.word(Printable.text(played.line())));
            played.calls().stream()
                    .skip(Math.max(0, played.calls().size() - 3))
                    .forEach(call -> lines.add("      " + Printable.text(Fold.fit(call, width - 8))));
            played.output()
                    .lines()
                    .limit(3)
                    .forEach(text -> lines.add("      " + Printable.text(Fold.fit(text, width - 8))));
        });
        answer.seen().ifPresent(seen -> lines.add("  " + paint.notable(Printable.text(Fold.fit(seen, width - 4)))));
        lines.add("");
        lines.addAll(hanging("  " + chosen.letter() + "  ", chosen.explanation()));
        if (answer.right().isEmpty()) {
            lines.addAll(whyNotHere
                    .map(this::notHere)
                    .orElse(List.of(
                            paint.bad("  this kernel did something that no option describes: please report it"))));
        }
        answer.right().filter(right -> right.letter() != chosen.letter()).ifPresent(right -> {
            lines.add("");
            lines.addAll(hanging("  the kernel said " + right.letter() + ": ", right.text()));
            lines.addAll(hanging("     ", right.explanation()));
        });
        return lines;
    }
}
