package nutshell.content;

import java.util.List;

/**
 * What `explain` shows for one word: the text, what else leads to it, and what to type next.
 *
 * @param word as it is written: lower case for words of the shell, upper case for errnos
 * @param also other spellings that lead here, possibly none
 * @param body lines of at most 76 columns, separated by line feeds
 * @param tries one or two lines of the shell
 * @param source man pages, kernel documents, RFCs
 */
public record Entry(String word, String title, List<String> also, String body, List<String> tries, String source) {

    public Entry {
        also = List.copyOf(also);
        tries = List.copyOf(tries);
    }
}
