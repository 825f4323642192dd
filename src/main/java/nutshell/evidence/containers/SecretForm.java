package nutshell.evidence.containers;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What is a secret by its form alone, whatever its name: issuers mark their tokens so that they can be found. */
public enum SecretForm {
    PRIVATE_KEY("private key", "-----BEGIN [A-Z ]*PRIVATE KEY-----", "PRIVATE KEY-----"),
    AWS_KEY("AWS access key", "\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b", "AKIA", "ASIA"),
    GITHUB_TOKEN(
            "GitHub token",
            "\\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{30,})",
            "ghp_",
            "gho_",
            "ghu_",
            "ghs_",
            "ghr_",
            "github_pat_"),
    GITLAB_TOKEN("GitLab token", "\\bglpat-[A-Za-z0-9_-]{16,}", "glpat-"),
    SLACK_TOKEN("Slack token", "\\bxox[baprs]-[A-Za-z0-9-]{10,}", "xox"),
    SIGNED_TOKEN("JSON web token", "\\beyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}", "eyJ"),
    STRIPE_KEY("Stripe key", "\\bsk_live_[A-Za-z0-9]{10,}", "sk_live_"),
    GOOGLE_KEY("Google API key", "\\bAIza[0-9A-Za-z_-]{30,}", "AIza");

    static final String HIDDEN = "(hidden)";

    private final String words;
    private final Pattern pattern;
    // A list that nobody can change, which the checker cannot know.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> marks;

    SecretForm(String words, String pattern, String... marks) {
        this.words = words;
        this.pattern = Pattern.compile(pattern);
        this.marks = List.of(marks);
    }

    public String words() {
        return words;
    }

    /** The first form found anywhere in a text. Marks are looked for first: that is fast enough for whole images. */
    public static Optional<SecretForm> in(String text) {
        return Arrays.stream(values()).filter(form -> form.isIn(text)).findFirst();
    }

    /** The text with every secret of a known form taken out. */
    public static String without(String text) {
        String rest = text;
        for (SecretForm form : values()) {
            if (form.isIn(rest)) {
                rest = form.pattern.matcher(rest).replaceAll(HIDDEN);
            }
        }
        return rest;
    }

    private boolean isIn(String text) {
        for (String mark : marks) {
            if (text.contains(mark)) {
                return pattern.matcher(text).find();
            }
        }
        return false;
    }
}
