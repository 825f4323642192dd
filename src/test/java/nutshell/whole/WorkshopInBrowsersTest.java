package nutshell.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A workshop as it is seen: three attendees and an instructor, each with a browser of their own. */
@Tag("whole")
class WorkshopInBrowsersTest {

    private static final long SOON_MILLIS = 2000;
    private static final int PHONE = 390;
    private static final String AT_THE_END =
            "() => (v => v.scrollTop + v.clientHeight >= v.scrollHeight - 1)(document.querySelector('.xterm-viewport'))";
    private static final Path PICTURES = Path.of("target/pictures");

    @RegisterExtension
    final WholeProgram program = new WholeProgram();

    private ServedWorkshop workshop;
    private Browser browser;

    @BeforeEach
    void opens() throws Exception {
        WholeProgram.needsRoot();
        Commands.need("script", "unshare", "nsenter", "setsid");
        assumeTrue(Files.isExecutable(Browser.CHROMIUM), "there is no Chromium: apt-get install chromium");
        Files.createDirectories(PICTURES);
        browser = program.closing(new Browser());
        workshop = program.closing(new ServedWorkshop(program, "--seats", "3"));
    }

    private Browser.Person joined(String name, boolean phone, boolean dark) {
        Browser.Person person = phone ? browser.person(PHONE, 844, dark) : browser.person(1280, 800, dark);
        person.page.navigate(workshop.page());
        person.page.fill("#name", name);
        person.page.fill("#code", workshop.code());
        if (!name.equals("Cem")) {
            person.picture(PICTURES.resolve("door-" + name + ".png"));
        }
        person.page.click("text=Come in");
        person.awaitShown("nutshell[");
        return person;
    }

    private Browser.Person instructor() {
        return instructor(browser.person(1280, 800, false));
    }

    private Browser.Person instructorsPhone() {
        return instructor(browser.person(PHONE, 844, true));
    }

    private Browser.Person instructor(Browser.Person instructor) {
        instructor.page.navigate(workshop.board());
        instructor.page.waitForSelector("#board:not([hidden])");
        return instructor;
    }

    private static Locator row(Browser.Person board, String name) {
        return board.page.locator(".person", new com.microsoft.playwright.Page.LocatorOptions().setHasText(name));
    }

    private static void sees(Browser.Person board, String name, String text) {
        long millis = board.await(
                () -> row(board, name).innerText().contains(text),
                () -> text + " does not stand beside " + name + ": "
                        + row(board, name).innerText());
        assertTrue(millis <= SOON_MILLIS, text + " took " + millis + " ms");
    }

    @Test
    void three_attendees_and_a_board() {
        Browser.Person board = instructor();
        Browser.Person ada = joined("Ada", false, false);
        Browser.Person ben = joined("Ben", true, true);
        Browser.Person cem = joined("Cem", false, true);

        ada.type("lab --tour");
        ada.awaitShown("Just a process");
        sees(board, "Ada", "02 · Just a process");
        ada.type("next");
        ada.awaitShown("predict");
        ada.type("predict a");
        ada.awaitShown("goes on");
        sees(board, "Ada", "02a✗");
        ada.type("exec sleep 600 &");
        ada.awaitShown("your program is in the host");
        ada.type("exec sh -c 'sleep 0.01 & exec sleep 600' &");
        ada.awaitShown("the lab is done");
        sees(board, "Ada", "1 lab done");

        ben.page.click("#help");
        sees(board, "Ben", "asks for help");
        ben.type("lab 3");
        ben.awaitShown("A host name of its own");
        ben.type("hint");
        ben.awaitShown("hint 1 of 3");
        sees(board, "Ben", "1 hint");

        cem.type("lab 3");
        cem.type("predict b");
        cem.awaitShown("goes on");
        cem.type("unshare uts");
        cem.awaitShown("unshare(CLONE_NEWUTS)");
        cem.awaitShown("uts namespace");
        sees(board, "Cem", "03b✓");
        String kept = cem.context.storageState();
        cem.close();
        sees(board, "Cem", "away");
        board.picture(PICTURES.resolve("board-light.png"));
        instructorsPhone().picture(PICTURES.resolve("board-phone-dark.png"));
        Browser.Person back = browser.person(1280, 800, true, kept);
        back.page.navigate(workshop.page());
        back.awaitShown("unshare(CLONE_NEWUTS)");
        back.page.waitForTimeout(300);
        back.forget();
        back.type("sethostname box");
        back.awaitShown("the lab is done");
        sees(board, "Cem", "1 lab done");

        board.page.fill("#text", "A break until eleven.");
        board.page.click("text=Say");
        ada.await(() -> ada.page.locator("#message").innerText().equals("A break until eleven."), () -> "no message");

        ada.picture(PICTURES.resolve("attendee-light.png"));
        ben.picture(PICTURES.resolve("attendee-phone-dark.png"));
        back.picture(PICTURES.resolve("attendee-dark.png"));

        row(board, "Ada").locator("text=Look").click();
        ada.await(() -> ada.page.locator("#watched").innerText().startsWith("The instructor looks"), () -> "not told");
        board.awaitShown("the lab is done");
        awaitLines(board, lines -> lines.right - lines.left > 1000, "as large as there is room for");
        board.page.waitForTimeout(300);
        board.picture(PICTURES.resolve("look.png"));
        assertEquals(List.of(), board.errors);
        assertEquals(List.of(), ada.errors);
        assertEquals(List.of(), back.errors);
    }

    @Test
    void the_instructor_types_where_invited_and_no_longer_than_that() {
        Browser.Person board = instructor();
        Browser.Person ada = joined("Ada", false, false);
        row(board, "Ada").locator("text=Look").click();
        ada.await(() -> ada.page.locator("#watched").innerText().startsWith("The instructor looks"), () -> "not told");
        says(board, "you look");
        board.awaitShown("nutshell[");

        board.type("host echo unin''vited");
        pass(ada, "host echo still al''one", "still alone");
        assertFalse(ada.shown().contains("uninvited"), ada.shown());

        ada.page.click("#invite");
        says(board, "you are invited to type");
        ada.await(() -> ada.page.locator("#watched").innerText().endsWith("may type."), () -> "not told of it");
        board.type("host echo wel''come");
        ada.awaitShown("welcome");
        board.awaitShown("welcome");
        board.page.keyboard().press("Escape");
        board.picture(PICTURES.resolve("look-invited.png"));
        ada.picture(PICTURES.resolve("attendee-watched.png"));
        Browser.Person phone = instructorsPhone();
        row(phone, "Ada").locator("text=Look").click();
        phone.awaitShown("welcome");
        phone.page.waitForTimeout(300);
        phone.picture(PICTURES.resolve("look-phone.png"));
        phone.close();

        ada.page.click("#invite");
        says(board, "you look");
        board.type("host echo too la''te");
        pass(ada, "host echo on my ow''n", "on my own");
        assertFalse(ada.shown().contains("too late"), ada.shown());
        board.page.click("#away");
        ada.await(() -> ada.page.locator("#watched").isHidden(), () -> "not told that nobody looks any more");
        assertEquals(List.of(), board.errors);
        assertEquals(List.of(), ada.errors);
    }

    @Test
    void a_phone_shows_80_columns_whole_and_the_end_of_every_longer_line() {
        Browser.Person ada = joined("Ada", false, false);
        ada.type("host sh -c 'seq 50; printf %100s end; stty si''ze'");
        ada.awaitShown(" 139\r\n");
        Browser.Person phone = instructorsPhone();
        row(phone, "Ada").locator("button:text-is('Look')").click();
        phone.awaitShown(" 139\r\n");
        awaitLines(phone, lines -> lines.right > PHONE, "wider than the phone");
        phone.swipe(350, 400, 20, 430);
        awaitLines(phone, lines -> lines.right <= PHONE, "brought along by a swipe, if not quite a straight one");
        phone.picture(PICTURES.resolve("look-phone-end.png"));

        ada.page.setViewportSize(752, 600);
        ada.type("host stty si''ze");
        ada.awaitShown(" 80\r\n");
        awaitLines(phone, lines -> lines.left >= 0 && lines.right <= PHONE, "whole");
        phone.picture(PICTURES.resolve("look-phone-80.png"));
        phone.page.setViewportSize(844, PHONE);
        awaitLines(phone, lines -> lines.right - lines.left > PHONE, "larger where the phone is turned");
        phone.await(
                () -> phone.page.evaluate(AT_THE_END).equals(true),
                () -> "the newest line is out of view where the phone is turned");
        phone.picture(PICTURES.resolve("look-phone-turned.png"));
        phone.page.click("#away");
        assertEquals(List.of(), phone.errors);
        assertEquals(List.of(), ada.errors);
    }

    /** Where the terminal's lines begin and end, in pixels from the left of the page. */
    private record Lines(double left, double right) {}

    private static void awaitLines(Browser.Person board, Predicate<Lines> there, String what) {
        board.await(() -> there.test(lines(board)), () -> "not " + what + ": " + lines(board));
    }

    private static Lines lines(Browser.Person board) {
        BoundingBox box = board.page.locator(".xterm-screen").boundingBox();
        return new Lines(box.x, box.x + box.width);
    }

    private static void says(Browser.Person board, String text) {
        board.await(() -> board.page.locator("#may").innerText().startsWith(text), () -> "not told: " + text);
    }

    /** What the attendee types afterwards is done: so would be whatever was typed before it. */
    private static void pass(Browser.Person attendee, String line, String shown) {
        attendee.page.waitForTimeout(300);
        attendee.type(line);
        attendee.awaitShown(shown);
    }
}
