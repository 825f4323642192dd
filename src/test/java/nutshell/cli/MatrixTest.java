package nutshell.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jnr.constants.platform.Errno;
import nutshell.escapes.Defence;
import nutshell.escapes.Escape;
import nutshell.escapes.Result;
import nutshell.escapes.Result.Outcome;
import nutshell.kernel.SyscallEvent;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatrixTest {

    private static final String HOSTILE = "<script>&\"";

    @TempDir
    @org.jspecify.annotations.Nullable Path directory;

    private static SyscallEvent call(String name, Optional<Errno> errno) {
        return new SyscallEvent(
                name, List.of("\"" + HOSTILE + "\""), errno.isPresent() ? -1 : 3, errno, 5, SyscallEvent.Actor.CHILD);
    }

    private static Result cell(String escape, List<String> defences, Optional<Errno> stop) {
        SyscallEvent last = call("openat", stop);
        return new Result(
                escape,
                defences,
                stop.isPresent() ? Outcome.CONTAINED : Outcome.ESCAPED,
                Optional.of(new Result.Proof("0123", stop.isEmpty(), "/run/was-here", OptionalLong.empty())),
                stop.map(errno -> last),
                Optional.empty(),
                List.of("rootfs /tree", "pivot_root"),
                List.of(new Result.Way(List.of(last), Map.of(0, "look"), stop.map(errno -> last))),
                List.of());
    }

    /** Every cell; Landlock alone stops all. */
    private static List<Result> matrix() {
        List<Result> cells = new ArrayList<>();
        for (String escape : Escape.words()) {
            cells.add(cell(escape, List.of(), Optional.empty()));
            for (String defence : Defence.words()) {
                cells.add(cell(
                        escape,
                        List.of(defence),
                        defence.equals("landlock") ? Optional.of(Errno.EACCES) : Optional.empty()));
            }
        }
        return cells;
    }

    private Path written(String text) throws IOException {
        return Files.writeString(java.util.Objects.requireNonNull(directory).resolve("old.json"), text);
    }

    private MatrixChanges.Old old(List<Result> cells) throws IOException {
        return MatrixChanges.read(written(Json.document(EscapeJson.matrix(cells))));
    }

    @Test
    void stays_within_80_columns_with_a_row_for_each_escape() {
        List<String> lines = MatrixPage.lines(matrix(), new Paint(false));

        lines.forEach(line -> assertTrue(line.length() <= 80, line));
        for (String escape : Escape.words()) {
            assertEquals(
                    1,
                    lines.stream().filter(line -> line.startsWith(escape + " ")).count(),
                    escape);
        }
        String row = lines.get(1).substring(26);
        assertEquals(16, row.replaceAll("[^E·-]", "").length(), row);
        assertEquals(row.lastIndexOf('·'), row.indexOf('·'), "one of them holds");
    }

    @Test
    void finds_nothing_changed_in_the_same_matrix() throws IOException {
        assertEquals(List.of(), MatrixChanges.between(old(matrix()), matrix()));
    }

    @Test
    void names_every_cell_that_changed() throws IOException {
        List<Result> now = new ArrayList<>(matrix());
        now.set(14, cell("chroot-breakout", List.of("landlock"), Optional.empty()));
        now.set(0, cell("chroot-breakout", List.of(), Optional.of(Errno.EPERM)));

        List<MatrixChanges.Change> changes = MatrixChanges.between(old(matrix()), now);

        assertEquals(
                List.of("chroot-breakout under none", "chroot-breakout under landlock"),
                changes.stream().map(MatrixChanges.Change::cell).toList());
        assertEquals("contained (EACCES of openat)", changes.get(1).before());
        assertEquals(
                List.of(false, true),
                changes.stream().map(MatrixChanges.Change::isWorse).toList());
    }

    @Test
    void takes_another_errno_for_a_change() throws IOException {
        List<Result> now = new ArrayList<>(matrix());
        now.set(14, cell("chroot-breakout", List.of("landlock"), Optional.of(Errno.ENOENT)));

        assertEquals(1, MatrixChanges.between(old(matrix()), now).size());
    }

    @Test
    void refuses_what_is_no_matrix() throws IOException {
        for (String text : List.of("", "no JSON", "{}", "{\"schema\":\"nutshell.doctor/1\"}")) {
            Refusal refused = assertThrows(Refusal.class, () -> MatrixChanges.read(written(text)), text);

            assertEquals(Refusal.Kind.USAGE, refused.kind());
            assertTrue(refused.remedy().contains("--json"), refused.remedy());
        }
    }

    @Test
    void leads_from_each_cell_of_the_page_to_what_happened() {
        String page = MatrixHtml.page(matrix());

        List<String> links = Pattern.compile("href=\"#([^\"]+)\"")
                .matcher(page)
                .results()
                .map(link -> link.group(1))
                .toList();
        assertEquals(256, links.stream().distinct().count());
        links.forEach(link -> assertTrue(page.contains("<section id=\"" + link + "\">"), link));
    }

    @Test
    void shows_names_on_the_page_that_cannot_steer_it() {
        String page = MatrixHtml.page(matrix());

        assertFalse(page.contains("<script>"), "a name became a part of the page");
        assertTrue(page.contains("&lt;script&gt;&amp;&quot;"));
    }

    @Test
    void tells_each_fields_name_that_was_promised() {
        Map<String, ?> json = EscapeJson.of(matrix().get(14));

        assertTrue(
                json.keySet()
                        .containsAll(List.of("schema", "name", "defences", "outcome", "proof", "stopped_by", "why")),
                () -> json.keySet().stream().collect(Collectors.joining(" ")));
        assertEquals("nutshell.escape/1", json.get("schema"));
        assertEquals("contained", json.get("outcome"));
        assertTrue(String.valueOf(json.get("stopped_by")).contains("errno=EACCES"));
        assertEquals(List.of("landlock"), json.get("defences"));
        assertTrue(Arrays.stream(Defence.values()).map(Defence::word).toList().contains("landlock"));
    }
}
