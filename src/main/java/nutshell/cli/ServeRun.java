package nutshell.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import nutshell.container.Places;
import nutshell.content.Block;
import nutshell.labs.Course;
import nutshell.labs.Lab;
import nutshell.serve.Machines;
import nutshell.serve.Secrets;
import nutshell.serve.Summary;
import nutshell.serve.Topic;
import nutshell.serve.Workshop;
import nutshell.serve.web.Certificate;
import nutshell.serve.web.WebServer;
import org.jspecify.annotations.Nullable;

/** A workshop from its first line to Ctrl-C. */
record ServeRun(
        Machines machines,
        int seats,
        ServeAddress address,
        int port,
        @Nullable Path certificate,
        @Nullable Path key) {

    int run() {
        Course course = Course.at(Home.labs());
        Workshop workshop = new Workshop(machines, topics(course), seats);
        Optional<Certificate> tls = tls();
        String secret = Secrets.token();
        CountDownLatch over = new CountDownLatch(1);
        try (WebServer server = new WebServer(workshop, secret, tls)) {
            int taken = server.listen(address.at(port));
            Thread ending = new Thread(() -> end(server, workshop, over), "ends the workshop");
            Runtime.getRuntime().addShutdownHook(ending);
            server.start(address.authorities(taken, tls.isPresent()), tls.isPresent());
            tell(workshop, secret, tls, taken);
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private static void end(WebServer server, Workshop workshop, CountDownLatch over) {
        System.err.println("nutshell: the workshop ends");
        server.close();
        workshop.close();
        keep(workshop);
        over.countDown();
    }

    /** What the board had to download stays, for the instructor alone. */
    private static void keep(Workshop workshop) {
        if (workshop.roll().attendees().isEmpty()) {
            return;
        }
        String day = DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss").format(LocalDateTime.now(ZoneId.systemDefault()));
        Path folder = Places.ofThisUser().state().resolve("workshops").resolve(day);
        try {
            Places.personal(folder);
            Summary summary = new Summary(workshop);
            Files.writeString(folder.resolve("workshop.md"), summary.markdown());
            Files.writeString(folder.resolve("workshop.csv"), summary.csv());
            Files.write(folder.resolve("cards.zip"), summary.allCards());
            System.err.println("nutshell: summary and cards are in " + folder);
        } catch (IOException e) {
            System.err.println("nutshell: summary and cards cannot be kept: " + TextFiles.reason(e));
        }
    }

    private Optional<Certificate> tls() {
        if (certificate != null && key != null) {
            return Optional.of(Certificate.given(certificate, key));
        }
        return address.onlyHere() ? Optional.empty() : Optional.of(Certificate.made(address.hosts()));
    }

    private void tell(Workshop workshop, String secret, Optional<Certificate> tls, int taken) {
        String host = ServeAddress.bracketed(address.hosts().iterator().next());
        String url = "%s://%s:%d/".formatted(tls.isPresent() ? "https" : "http", host, taken);
        System.out.println("machines     " + machines.told());
        System.out.println("seats        " + workshop.roll().seats());
        System.out.println("attendees    " + url);
        System.out.println("  code       " + workshop.roll().code());
        System.out.println("your board   " + url + "board#" + secret);
        tls.ifPresent(made -> System.out.println("certificate  SHA-256 " + made.fingerprint()));
        System.out.println("Ctrl-C ends the workshop and every shell.");
        System.out.flush();
    }

    private static List<Topic> topics(Course course) {
        return course.names().stream().map(course::lab).map(ServeRun::topic).toList();
    }

    private static Topic topic(Lab lab) {
        String question = lab.prediction().question().stream()
                .filter(Block.Paragraph.class::isInstance)
                .map(block -> ((Block.Paragraph) block).text())
                .reduce("", (a, b) -> a.isEmpty() ? b : a + " " + b);
        List<Topic.Option> options = lab.prediction().options().stream()
                .map(option -> new Topic.Option(String.valueOf(option.letter()), option.text()))
                .toList();
        return new Topic(lab.name(), lab.title(), question, options);
    }
}
