#include "engine/domain/text_merge.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>

namespace oppad {

namespace {

// A sentence or a word: what it says, and the blanks up to the next.
struct Piece {
    std::string_view words;
    std::string_view gap;
};

constexpr std::string_view kBlanks = " \t\n\r";

bool is_blank(char letter) { return kBlanks.find(letter) != std::string_view::npos; }

// How many bytes at `at` end a sentence: a mark of punctuation, or what closes behind one.
std::size_t mark_size(std::string_view text, std::size_t at, bool is_first) {
    constexpr std::array<std::string_view, 5> kEnds{".", "!", "?", "…", "。"};
    constexpr std::array<std::string_view, 5> kClosers{")", "\"", "'", "”", "»"};
    const auto size_in = [&](const auto& marks) -> std::size_t {
        for (const std::string_view mark : marks) {
            if (text.substr(at, mark.size()) == mark) return mark.size();
        }
        return 0;
    };
    const std::size_t end = size_in(kEnds);
    return end > 0 || is_first ? end : size_in(kClosers);
}

std::size_t past_blanks(std::string_view text, std::size_t at) {
    const std::size_t end = text.find_first_not_of(kBlanks, at);
    return end == std::string_view::npos ? text.size() : end;
}

// The end of the sentence that begins at `from`, before its blanks.
std::size_t sentence_end(std::string_view text, std::size_t from) {
    for (std::size_t at = from; at < text.size();) {
        if (text[at] == '\n' || text[at] == '\r') return at;
        std::size_t size = mark_size(text, at, true);
        if (size == 0) {
            ++at;
            continue;
        }
        for (; size > 0; size = mark_size(text, at, false)) at += size;
        if (at >= text.size() || is_blank(text[at])) return at;
    }
    return text.size();
}

// Whether what follows after a space is another sentence. Without it only a line break parts them.
bool ends_by_itself(std::string_view sentences) {
    const std::size_t last = sentences.find_last_of(" \t\n\r") + 1;  // npos + 1 is 0.
    for (std::size_t at = last; at < sentences.size(); ++at) {
        std::size_t next = at;
        for (std::size_t size = mark_size(sentences, at, true); size > 0;
             size = mark_size(sentences, next, false))
            next += size;
        if (next == sentences.size()) return true;
    }
    return false;
}

std::vector<Piece> split_sentences(std::string_view text) {
    std::vector<Piece> pieces;
    for (std::size_t at = past_blanks(text, 0); at < text.size();) {
        std::size_t end = sentence_end(text, at);
        const std::size_t next = past_blanks(text, end);
        while (end > at && is_blank(text[end - 1])) --end;  // Blanks before a line break.
        pieces.push_back({text.substr(at, end - at), text.substr(end, next - end)});
        at = next;
    }
    return pieces;
}

// What stands behind a word is a piece of its own: a word is as old with a full stop as without.
std::vector<Piece> split_words(std::string_view text) {
    constexpr std::string_view kBehind = ".,;:!?)";
    std::vector<Piece> pieces;
    const std::size_t start = past_blanks(text, 0);
    if (start > 0) pieces.push_back({{}, text.substr(0, start)});
    for (std::size_t at = start; at < text.size();) {
        const std::size_t end = std::min(text.find_first_of(kBlanks, at), text.size());
        const std::size_t next = past_blanks(text, end);
        const std::string_view whole = text.substr(at, end - at);
        const std::string_view gap = text.substr(end, next - end);
        const std::size_t word = whole.find_last_not_of(kBehind) + 1;  // npos + 1 is 0.
        if (word > 0 && word < whole.size()) {
            pieces.push_back({whole.substr(0, word), {}});
            pieces.push_back({whole.substr(word), gap});
        } else {
            pieces.push_back({whole, gap});
        }
        at = next;
    }
    return pieces;
}

struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
};
using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;  // Places in both that are one.

constexpr std::size_t kLooksPerPiece = 32;

// The longest run of pairs that grow on both sides. Requires: sorted by the first.
Pairs longest_growing(const Pairs& pairs) {
    std::vector<std::size_t> tails;  // Per length: the pair that ends such a run the earliest.
    std::vector<std::size_t> before(pairs.size(), pairs.size());
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const auto at = std::lower_bound(
            tails.begin(), tails.end(), pairs[i].second,
            [&](std::size_t tail, std::size_t wanted) { return pairs[tail].second < wanted; });
        if (at != tails.begin()) before[i] = *(at - 1);
        if (at == tails.end())
            tails.push_back(i);
        else
            *at = i;
    }
    Pairs run;
    if (tails.empty()) return run;
    for (std::size_t i = tails.back(); i < pairs.size(); i = before[i]) run.push_back(pairs[i]);
    std::reverse(run.begin(), run.end());
    return run;
}

// Finds which pieces of two texts are one: equal ends, then what stands once on each side, then the
// same between those. What repeats without such an anchor counts as changed, and so does what is
// left when a text made to cost time has used up kLooksPerPiece.
class Alignment {
public:
    Alignment(const std::vector<Piece>& old_pieces, const std::vector<Piece>& new_pieces)
        : old_(old_pieces),
          new_(new_pieces),
          looks_left_(kLooksPerPiece * (old_pieces.size() + new_pieces.size())) {
        std::vector<std::pair<Span, Span>> waiting{{{0, old_.size()}, {0, new_.size()}}};
        while (!waiting.empty()) {
            const auto [old_span, new_span] = waiting.back();
            waiting.pop_back();
            match(old_span, new_span, waiting);
        }
        std::sort(pairs_.begin(), pairs_.end());
    }
    [[nodiscard]] const Pairs& pairs() const { return pairs_; }

private:
    void match(Span a, Span b, std::vector<std::pair<Span, Span>>& waiting) {
        while (a.begin < a.end && b.begin < b.end && same(a.begin, b.begin))
            pairs_.emplace_back(a.begin++, b.begin++);
        while (a.begin < a.end && b.begin < b.end && same(a.end - 1, b.end - 1))
            pairs_.emplace_back(--a.end, --b.end);
        if (a.begin == a.end || b.begin == b.end) return;
        const std::size_t looks = a.end - a.begin + b.end - b.begin;
        if (looks > looks_left_) return;
        looks_left_ -= looks;
        const Pairs anchors = longest_growing(standing_once(a, b));
        for (const auto& [in_old, in_new] : anchors) {
            pairs_.emplace_back(in_old, in_new);
            waiting.push_back({{a.begin, in_old}, {b.begin, in_new}});
            a.begin = in_old + 1;
            b.begin = in_new + 1;
        }
        if (!anchors.empty()) waiting.emplace_back(a, b);
    }

    [[nodiscard]] bool same(std::size_t in_old, std::size_t in_new) const {
        return old_[in_old].words == new_[in_new].words;
    }

    [[nodiscard]] Pairs standing_once(Span a, Span b) const {
        struct Found {
            std::size_t old_count = 0;
            std::size_t new_count = 0;
            std::size_t in_new = 0;
        };
        std::unordered_map<std::string_view, Found> found;
        for (std::size_t i = a.begin; i < a.end; ++i) ++found[old_[i].words].old_count;
        for (std::size_t i = b.begin; i < b.end; ++i) {
            Found& one = found[new_[i].words];
            ++one.new_count;
            one.in_new = i;
        }
        Pairs once;
        for (std::size_t i = a.begin; i < a.end; ++i) {
            const Found& one = found.at(old_[i].words);
            if (one.old_count == 1 && one.new_count == 1) once.emplace_back(i, one.in_new);
        }
        return once;
    }

    const std::vector<Piece>& old_;
    const std::vector<Piece>& new_;
    std::size_t looks_left_;
    Pairs pairs_;
};

// One change: the sentences `old` of the base became the sentences `now` of a side.
struct Hunk {
    Span old;
    Span now;
};

// Sorted, and apart. `gaps`: the blanks that a sentence of the base has in the side that kept it.
std::vector<Hunk> changes_of(const std::vector<Piece>& base, const std::vector<Piece>& side,
                             std::vector<std::string_view>& gaps) {
    const Alignment alignment(base, side);
    gaps.resize(base.size());
    std::vector<Hunk> hunks;
    Span old;
    Span now;
    const auto close = [&](std::size_t old_end, std::size_t now_end) {
        if (old.begin < old_end || now.begin < now_end)
            hunks.push_back({{old.begin, old_end}, {now.begin, now_end}});
    };
    for (const auto& [in_old, in_new] : alignment.pairs()) {
        close(in_old, in_new);
        gaps[in_old] = side[in_new].gap;
        old.begin = in_old + 1;
        now.begin = in_new + 1;
    }
    close(base.size(), side.size());
    return hunks;
}

// Sentences side by side are apart; an addition at the edge of another change is not: nobody knows
// which goes first.
bool are_apart(const Hunk& a, const Hunk& b) {
    const bool has_addition = a.old.begin == a.old.end || b.old.begin == b.old.end;
    if (has_addition) return a.old.end < b.old.begin || b.old.end < a.old.begin;
    return a.old.end <= b.old.begin || b.old.end <= a.old.begin;
}

class Merge {
public:
    Merge(std::string_view base, std::string_view first, std::string_view second)
        : base_(split_sentences(base)),
          first_{split_sentences(first), {}, {}},
          second_{split_sentences(second), {}, {}},
          is_removed_(base_.size(), false) {
        first_.hunks = changes_of(base_, first_.pieces, first_.gaps);
        second_.hunks = changes_of(base_, second_.pieces, second_.gaps);
        for (const Side* side : {&first_, &second_}) {
            for (const Hunk& hunk : side->hunks) {
                for (std::size_t i = hunk.old.begin; i < hunk.old.end; ++i) is_removed_[i] = true;
            }
        }
    }

    TextProposal run() {
        auto mine = first_.hunks.begin();
        auto theirs = second_.hunks.begin();
        proposal_.touches = any_touch();
        for (std::size_t at = 0; at <= base_.size(); ++at) {
            const bool has_mine = mine != first_.hunks.end() && mine->old.begin == at;
            const bool has_theirs = theirs != second_.hunks.end() && theirs->old.begin == at;
            if (has_mine && has_theirs)
                add_both(*mine, *theirs);
            else if (has_mine)
                add_hunk(first_, *mine, PartOf::kFirst);
            else if (has_theirs)
                add_hunk(second_, *theirs, PartOf::kSecond);
            if (has_mine) ++mine;
            if (has_theirs) ++theirs;
            if (at < base_.size() && !is_removed_[at])
                add({base_[at].words, gap_after(at)}, gap_before(base_, at), PartOf::kBoth);
        }
        return std::move(proposal_);
    }

private:
    struct Side {
        std::vector<Piece> pieces;
        std::vector<Hunk> hunks;
        std::vector<std::string_view> gaps;
    };

    static std::string_view gap_before(const std::vector<Piece>& pieces, std::size_t at) {
        return at > 0 && !pieces[at - 1].gap.empty() ? pieces[at - 1].gap : " ";
    }

    // The blanks that a side changed; of two changes the longer, so that the sides may swap.
    [[nodiscard]] std::string_view gap_after(std::size_t at) const {
        const std::string_view base = base_[at].gap;
        const std::string_view mine = first_.gaps[at];
        const std::string_view theirs = second_.gaps[at];
        if (mine == base) return theirs;
        if (theirs == base) return mine;
        const bool is_mine =
            mine.size() != theirs.size() ? mine.size() > theirs.size() : mine > theirs;
        return is_mine ? mine : theirs;
    }

    // Both lists are sorted and each is apart in itself: one sweep sees every pair that can meet.
    [[nodiscard]] bool any_touch() const {
        auto a = first_.hunks.begin();
        auto b = second_.hunks.begin();
        while (a != first_.hunks.end() && b != second_.hunks.end()) {
            if (!are_apart(*a, *b) && !says_the_same(*a, *b)) return true;
            if (a->old.end < b->old.end ||
                (a->old.end == b->old.end && a->old.begin < b->old.begin))
                ++a;
            else
                ++b;
        }
        return false;
    }

    [[nodiscard]] bool says_the_same(const Hunk& a, const Hunk& b) const {
        return a.old.begin == b.old.begin && a.old.end == b.old.end &&
               std::equal(first_.pieces.begin() + static_cast<std::ptrdiff_t>(a.now.begin),
                          first_.pieces.begin() + static_cast<std::ptrdiff_t>(a.now.end),
                          second_.pieces.begin() + static_cast<std::ptrdiff_t>(b.now.begin),
                          second_.pieces.begin() + static_cast<std::ptrdiff_t>(b.now.end),
                          [](const Piece& x, const Piece& y) { return x.words == y.words; });
    }

    void add_hunk(const Side& side, const Hunk& hunk, PartOf of) {
        for (std::size_t i = hunk.now.begin; i < hunk.now.end; ++i)
            add(side.pieces[i], gap_before(side.pieces, i), of);
    }

    // An addition goes before what replaces the sentence behind it; a sentence that both wrote
    // stands once.
    void add_both(const Hunk& mine, const Hunk& theirs) {
        const bool mine_adds = mine.old.begin == mine.old.end;
        const bool theirs_add = theirs.old.begin == theirs.old.end;
        const bool swapped = theirs_add && !mine_adds;
        const Side& one = swapped ? second_ : first_;
        const Side& other = swapped ? first_ : second_;
        const Hunk& one_hunk = swapped ? theirs : mine;
        const Hunk& other_hunk = swapped ? mine : theirs;
        std::unordered_map<std::string_view, int> in_other;
        for (std::size_t i = other_hunk.now.begin; i < other_hunk.now.end; ++i)
            ++in_other[other.pieces[i].words];
        std::unordered_map<std::string_view, int> said;
        for (std::size_t i = one_hunk.now.begin; i < one_hunk.now.end; ++i) {
            const Piece& piece = one.pieces[i];
            const auto twin = in_other.find(piece.words);
            const bool is_shared = twin != in_other.end() && said[piece.words] < twin->second;
            if (is_shared) ++said[piece.words];
            add(piece, gap_before(one.pieces, i),
                is_shared ? PartOf::kBoth : (swapped ? PartOf::kSecond : PartOf::kFirst));
        }
        for (std::size_t i = other_hunk.now.begin; i < other_hunk.now.end; ++i) {
            int& left = said[other.pieces[i].words];
            if (left > 0)
                --left;
            else
                add(other.pieces[i], gap_before(other.pieces, i),
                    swapped ? PartOf::kFirst : PartOf::kSecond);
        }
    }

    void add(const Piece& piece, std::string_view before, PartOf of) {
        // What was the end of a text has no blanks of its own.
        if (!proposal_.text.empty() && !is_blank(proposal_.text.back())) {
            if (!ends_by_itself(proposal_.text)) before = "\n";
            proposal_.text += before;
            proposal_.parts.back().text += before;
        }
        std::string whole{piece.words};
        whole += piece.gap;
        proposal_.text += whole;
        if (proposal_.parts.empty() || proposal_.parts.back().of != of)
            proposal_.parts.push_back({std::move(whole), of});
        else
            proposal_.parts.back().text += whole;
    }

    std::vector<Piece> base_;
    Side first_;
    Side second_;
    std::vector<bool> is_removed_;
    TextProposal proposal_;
};

// The blanks that the last sentence brought from the middle of its text.
void drop_blanks_at_end(TextProposal& proposal) {
    while (!proposal.text.empty() && is_blank(proposal.text.back())) {
        proposal.text.pop_back();
        proposal.parts.back().text.pop_back();
        if (proposal.parts.back().text.empty()) proposal.parts.pop_back();
    }
}

TextProposal whole(std::string_view text, PartOf of) {
    TextProposal proposal{.text = std::string{text}};
    if (!text.empty()) proposal.parts = {{std::string{text}, of}};
    return proposal;
}

void append(std::vector<TextPart>& parts, std::string_view text, PartOf of) {
    if (text.empty()) return;
    if (parts.empty() || parts.back().of != of)
        parts.push_back({std::string{text}, of});
    else
        parts.back().text += text;
}

}  // namespace

TextProposal merge_texts(std::string_view base, std::string_view first, std::string_view second) {
    if (first == second) return whole(first, PartOf::kBoth);
    if (first == base) return whole(second, PartOf::kSecond);
    if (second == base) return whole(first, PartOf::kFirst);
    TextProposal proposal = Merge(base, first, second).run();
    drop_blanks_at_end(proposal);
    return proposal;
}

std::vector<TextPart> mark_new_words(std::string_view base, std::string_view text, PartOf of) {
    return mark_new_words(base, whole(text, of));
}

std::vector<TextPart> mark_new_words(std::string_view base, const TextProposal& proposal) {
    const std::vector<Piece> old_words = split_words(base);
    const std::vector<Piece> words = split_words(proposal.text);
    std::vector<bool> is_old(words.size(), false);
    const Alignment alignment(old_words, words);
    for (const auto& [in_old, in_new] : alignment.pairs()) is_old[in_new] = true;
    std::vector<TextPart> parts;
    auto part = proposal.parts.begin();
    std::size_t part_end = part == proposal.parts.end() ? 0 : part->text.size();
    std::size_t at = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        while (at >= part_end && part + 1 != proposal.parts.end())
            part_end += (++part)->text.size();
        append(parts, words[i].words, is_old[i] ? PartOf::kBoth : part->of);
        // The blanks between two new words are marked with them.
        const bool goes_on = i + 1 < words.size() && !is_old[i] && !is_old[i + 1];
        append(parts, words[i].gap, goes_on ? part->of : PartOf::kBoth);
        at += words[i].words.size() + words[i].gap.size();
    }
    return parts;
}

std::vector<std::string_view> sentences_of(std::string_view text) {
    std::vector<std::string_view> sentences;
    for (const Piece& piece : split_sentences(text)) sentences.push_back(piece.words);
    return sentences;
}

}  // namespace oppad
