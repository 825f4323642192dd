package nutshell.whole;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The system's own Chromium, driven by Playwright. */
final class Browser implements AutoCloseable {

    static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    private final Playwright playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final com.microsoft.playwright.Browser chromium = playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setArgs(List.of("--no-sandbox", "--disable-gpu")));

    /** Somebody with a browser of their own: what their page showed, and what went wrong on it. */
    final class Person implements AutoCloseable {

        final BrowserContext context;
        final Page page;
        final List<String> errors = new ArrayList<>();
        private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

        private Person(com.microsoft.playwright.Browser.NewContextOptions options) {
            this.context = chromium.newContext(options);
            this.page = context.newPage();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    errors.add(message.text());
                }
            });
            page.onPageError(errors::add);
            page.onWebSocket(socket -> socket.onFrameReceived(frame -> {
                if (frame.binary() != null) {
                    shown.writeBytes(frame.binary());
                }
            }));
        }

        /** What the terminal was sent. */
        String shown() {
            return shown.toString(StandardCharsets.UTF_8);
        }

        void forget() {
            shown.reset();
        }

        void type(String line) {
            page.keyboard().type(line);
            page.keyboard().press("Enter");
        }

        /** Waits until the terminal was sent this; returns how many milliseconds that took. */
        long awaitShown(String text) {
            return await(() -> shown().contains(text), () -> "'" + text + "' was not shown; but:\n" + shown());
        }

        long await(BooleanSupplier condition, java.util.function.Supplier<String> otherwise) {
            long begun = System.nanoTime();
            while (!condition.getAsBoolean()) {
                if (System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(30)) {
                    throw new AssertionError(otherwise.get());
                }
                page.waitForTimeout(10);
            }
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        }

        /** A finger that goes from here to there, in a second. */
        void swipe(int fromX, int fromY, int toX, int toY) {
            CDPSession hand = context.newCDPSession(page);
            touch(hand, "touchStart", fromX, fromY);
            for (int i = 1; i <= 50; i++) {
                touch(hand, "touchMove", fromX + (toX - fromX) * i / 50, fromY + (toY - fromY) * i / 50);
                page.waitForTimeout(20);
            }
            JsonObject lifted = new JsonObject();
            lifted.addProperty("type", "touchEnd");
            lifted.add("touchPoints", new JsonArray());
            hand.send("Input.dispatchTouchEvent", lifted);
            hand.detach();
        }

        private static void touch(CDPSession hand, String type, int x, int y) {
            JsonObject point = new JsonObject();
            point.addProperty("x", x);
            point.addProperty("y", y);
            JsonArray points = new JsonArray();
            points.add(point);
            JsonObject event = new JsonObject();
            event.addProperty("type", type);
            event.add("touchPoints", points);
            hand.send("Input.dispatchTouchEvent", event);
        }

        void picture(Path file) {
            page.screenshot(new Page.ScreenshotOptions().setPath(file));
        }

        @Override
        public void close() {
            context.close();
        }
    }

    Person person(int width, int height, boolean dark) {
        return new Person(options(width, height, dark));
    }

    /** The same person again, with what their browser has kept. */
    Person person(int width, int height, boolean dark, String kept) {
        return new Person(options(width, height, dark).setStorageState(kept));
    }

    /** What is as narrow as a phone is touched like one. */
    private static com.microsoft.playwright.Browser.NewContextOptions options(int width, int height, boolean dark) {
        boolean phone = width < 600;
        return new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setHasTouch(phone)
                .setIsMobile(phone)
                .setDeviceScaleFactor(phone ? 3 : 1)
                .setAcceptDownloads(true)
                .setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT);
    }

    @Override
    public void close() {
        playwright.close();
    }
}
