package nutshell.serve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What remains of a workshop: how the room fared, with no name in it, and what each takes home. */
public final class Summary {

    private final List<Topic> topics;
    private final List<Attendee> attendees;
    private final Changes changes;

    public Summary(Workshop workshop) {
        this.changes = workshop.changes();
        this.topics = workshop.topics();
        this.attendees = workshop.roll().attendees();
    }

    private record Line(Topic topic, Room.Belief belief, int begun, int hints, int solutions) {

        int answered() {
            return belief.chosen().values().stream().mapToInt(Integer::intValue).sum();
        }

        String chose(Topic.Option option) {
            int count = belief.chosen().getOrDefault(option.letter(), 0);
            return "%s%s %d".formatted(option.letter(), option.letter().equals(belief.answer()) ? "*" : "", count);
        }
    }

    /** The labs that somebody has begun, in their order. */
    private List<Line> lines() {
        return changes.seen(() ->
                topics.stream().map(this::line).filter(line -> line.begun() > 0).toList());
    }

    private Line line(Topic topic) {
        List<Sign> signs = attendees.stream()
                .flatMap(attendee -> attendee.signs().values().stream())
                .filter(sign -> sign.lab().equals(topic.name()))
                .toList();
        return new Line(
                topic,
                Room.belief(topic, attendees),
                signs.size(),
                signs.stream().mapToInt(Sign::hints).sum(),
                (int) signs.stream().filter(Sign::solution).count());
    }

    /** In Markdown. */
    public String markdown() {
        List<String> text = new ArrayList<>(List.of(
                "# Workshop",
                "",
                attendees.size() == 1 ? "1 attendee." : attendees.size() + " attendees.",
                "",
                "| Lab | begun | done | hints | solutions |",
                "|---|---|---|---|---|"));
        List<Line> lines = lines();
        lines.forEach(line -> text.add("| %s · %s | %d | %d | %d | %d |"
                .formatted(
                        line.topic().name().substring(0, 2),
                        line.topic().title(),
                        line.begun(),
                        line.belief().done(),
                        line.hints(),
                        line.solutions())));
        text.addAll(List.of("", "## What the room believed", ""));
        text.add("The questions that most were wrong about come first; the kernel's answer has a star.");
        lines.stream()
                .filter(line -> line.answered() > 0)
                .sorted(Comparator.comparingInt((Line line) -> line.belief().wrong())
                        .reversed())
                .forEach(line -> believed(line, text));
        return String.join("\n", text) + "\n";
    }

    private static void believed(Line line, List<String> text) {
        text.addAll(List.of("", "### " + line.topic().title(), "", line.topic().question(), ""));
        line.topic()
                .options()
                .forEach(option -> text.add("- %s of %d: %s%s %s"
                        .formatted(
                                line.belief().chosen().getOrDefault(option.letter(), 0),
                                line.answered(),
                                option.letter(),
                                option.letter().equals(line.belief().answer()) ? " *" : "",
                                option.text())));
    }

    /** One line for each lab; RFC 4180. */
    public String csv() {
        String head = "lab,begun,done,hints,solutions,answered,right,chosen\r\n";
        return head
                + lines().stream()
                        .map(line -> "%s,%d,%d,%d,%d,%d,%d,%s\r\n"
                                .formatted(
                                        line.topic().name(),
                                        line.begun(),
                                        line.belief().done(),
                                        line.hints(),
                                        line.solutions(),
                                        line.answered(),
                                        line.answered() - line.belief().wrong(),
                                        line.topic().options().stream()
                                                .map(line::chose)
                                                .collect(Collectors.joining(" "))))
                        .collect(Collectors.joining());
    }

    /** The cards of one attendee, as their shell told them. */
    public String cards(Attendee attendee) {
        return changes.seen(() -> attendee.signs().values().stream()
                .map(Sign::card)
                .filter(card -> !card.isEmpty())
                .collect(Collectors.joining("\n")));
    }

    /** A file for each attendee. */
    public byte[] allCards() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (Attendee attendee : attendees) {
                // A name holds no slash, and begins with no dot.
                zip.putNextEntry(new ZipEntry(attendee.name() + ".md"));
                zip.write(cards(attendee).getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
