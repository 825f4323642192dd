package nutshell.checklist.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import nutshell.checklist.Finding;
import nutshell.evidence.Facts;

/** What images are made of, how old they are, and whether anybody vouched for them. */
final class ImageRules {

    private static final int OLD_DAYS = 90;

    private ImageRules() {}

    static List<Finding> baseIsPinned(Facts facts) {
        if (facts.collector().equals("images")) {
            return image(facts);
        }
        if (!facts.has("images")) {
            return List.of();
        }
        Verdict verdict = new Verdict(facts);
        verdict.on(
                "images",
                images -> Facts.texts(images).forEach(name -> {
                    if (name.contains("@sha256:") || name.equals("scratch")) {
                        verdict.good("images", name + " is pinned by digest");
                    } else if (name.matches("[^:]*(:[0-9]+/[^:]*)?") || name.endsWith(":latest")) {
                        verdict.weak("images", name + " is whatever its tag means today (no tag, or latest)");
                    } else {
                        verdict.weak("images", name + " is a tag, which its owner can move");
                    }
                }));
        return verdict.findings();
    }

    private static List<Finding> image(Facts facts) {
        Verdict verdict = new Verdict(facts);
        if (facts.has("digests")) {
            verdict.on(
                    "digests",
                    digests -> verdict.when(
                            digests.isEmpty(),
                            "digests",
                            "has no digest of a registry: built or loaded here, and nobody else can say what it is",
                            "known by digest: it came from a registry, unchanged"));
        }
        if (facts.texts("tags").stream().anyMatch(tag -> tag.endsWith(":latest"))) {
            verdict.ask("tags", "is called latest: would you notice it moving?");
        }
        return verdict.findings();
    }

    static List<Finding> couldBeDeleted(Facts facts) {
        Verdict verdict = new Verdict(facts);
        verdict.on("tools", tools -> {
            List<String> names = Facts.texts(tools);
            verdict.when(
                    !names.isEmpty(), "tools", "holds " + Verdict.some(names), "no shell, compiler or package manager");
        });
        return verdict.findings();
    }

    static List<Finding> isFresh(Facts facts) {
        Verdict verdict = new Verdict(facts);
        verdict.on("created", created -> {
            long days = Duration.between(Instant.ofEpochSecond(created.asLong()), Instant.now())
                    .toDays();
            if (created.asLong() <= 0) {
                verdict.ask("created", "does not say when it was built (reproducible builds do that)");
            } else if (days > OLD_DAYS) {
                verdict.weak("created", "built %d days ago: what has been fixed since is not in it".formatted(days));
            } else {
                verdict.good("created", "built %d days ago".formatted(days));
            }
        });
        if (facts.has("os")) {
            String id = facts.value("os").path("ID").asText();
            String release = facts.value("os").path("VERSION_ID").asText();
            Support.ended(id, release)
                    .ifPresent(day -> verdict.weak(
                            "os",
                            "its distribution, %s %s, is fixed no more: support ended on %s"
                                    .formatted(id, release, day)));
        }
        return verdict.findings();
    }

    static List<Finding> liftsWhoeverLands(Facts facts) {
        Verdict verdict = new Verdict(facts);
        verdict.on(
                "setuid",
                files -> verdict.when(
                        !files.isEmpty(),
                        "setuid",
                        "set-user-ID or set-group-ID: " + Verdict.some(Facts.texts(files)),
                        "no file lifts whoever runs it"));
        return verdict.findings();
    }

    static List<Finding> refusesUnsigned(Facts facts) {
        Verdict verdict = new Verdict(facts);
        if (!facts.has("accepts_anything")) {
            return List.of();
        }
        verdict.on(
                "accepts_anything",
                anything -> verdict.when(
                        anything.asBoolean(),
                        "accepts_anything",
                        "accepts any image, signed or not",
                        "does not accept an unsigned image by default"));
        return verdict.findings();
    }

    static List<Finding> pullsAreSafe(Facts facts) {
        Verdict verdict = new Verdict(facts);
        String name = facts.collector().equals("engines") ? "insecure_registries" : "insecure";
        if (!facts.has(name)) {
            return List.of();
        }
        verdict.on(
                name,
                insecure -> verdict.when(
                        !insecure.isEmpty(),
                        name,
                        "pulls without checking who answers: " + Verdict.some(Facts.texts(insecure)),
                        "no insecure registry beyond loopback"));
        return verdict.findings();
    }

    static List<Finding> runsWhatItsTagMeans(Facts facts) {
        Verdict verdict = new Verdict(facts);
        if (facts.collector().equals("reports")) {
            return facts.is("sbom")
                    ? verdict.good("sbom", "an inventory of packages (SBOM)").findings()
                    : List.of();
        }
        if (!facts.has("tag_means")) {
            return List.of();
        }
        verdict.on("tag_means", means -> {
            String id = facts.text("image_id").orElse("");
            if (means.asText().isEmpty()) {
                verdict.weak(
                        "tag_means",
                        "runs an image that no name leads to any more: %s"
                                .formatted(facts.text("image").orElse("?")));
            } else {
                verdict.when(
                        !means.asText().equals(id),
                        "tag_means",
                        "runs an old image: %s means another one by now"
                                .formatted(facts.text("image").orElse("its tag")),
                        "runs what its tag means now");
            }
        });
        return verdict.findings();
    }

    static List<Finding> scannersAgree(Facts facts) {
        Verdict verdict = new Verdict(facts);
        if (!facts.has("tool")) {
            return List.of();
        }
        String tool = facts.text("tool").orElse("");
        verdict.on("critical", critical -> {
            long high = facts.value("high").asLong();
            String counts = "%s: %d critical, %d high".formatted(tool, critical.asLong(), high);
            verdict.ask("critical", counts + "; does another scanner, or the distribution's own data, agree?");
        });
        List<String> mixed = facts.texts("cvss_versions");
        if (mixed.size() > 1) {
            verdict.ask("cvss_versions", tool + " mixes CVSS versions: " + Verdict.some(mixed));
        }
        return verdict.findings();
    }

    static List<Finding> someoneAnswers(Facts facts) {
        if (!facts.has("labels")) {
            return List.of();
        }
        Verdict verdict = new Verdict(facts);
        boolean owner = facts.texts("labels").stream()
                .anyMatch(label -> label.matches("(?i)(.*[./_-])?(owner|team|maintainer|contact|authors|vendor)"));
        return verdict.when(!owner, "labels", "no label says who answers for it", "a label says who answers for it")
                .findings();
    }

    static List<Finding> exceptionsAreReviewed(Facts facts) {
        Verdict verdict = new Verdict(facts);
        verdict.on(
                "review",
                review -> verdict.when(
                        facts.is("overdue"),
                        "review",
                        "accepted, and its review was due on " + review.asText(),
                        "accepted until " + review.asText()));
        return verdict.findings();
    }
}
