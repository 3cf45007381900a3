// Reads one question a line, as JSON, and answers "true" or what is wrong: Go's own verification of a transparency log
// (golang.org/x/mod/sumdb/note and tlog), for the tests of ours.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type question struct {
	Checkpoint string      // a signed note
	Key        string      // its verifier key
	Size       int64       // of the tree that it proves
	Root       []byte      // of that tree
	Proof      []tlog.Hash `json:"-"`
	Hashes     [][]byte    // of an inclusion or consistency proof
	Index      int64       // of the entry
	Entry      []byte      // its bytes; absent: consistency
	OldSize    int64
	OldRoot    []byte
}

func hash(bytes []byte) (h tlog.Hash) {
	copy(h[:], bytes)
	return h
}

func answer(q question) error {
	if q.Checkpoint != "" {
		verifier, err := note.NewVerifier(q.Key)
		if err != nil {
			return err
		}
		if _, err := note.Open([]byte(q.Checkpoint), note.VerifierList(verifier)); err != nil {
			return err
		}
	}
	for _, each := range q.Hashes {
		q.Proof = append(q.Proof, hash(each))
	}
	if q.Entry != nil {
		return tlog.CheckRecord(q.Proof, q.Size, hash(q.Root), q.Index, tlog.RecordHash(q.Entry))
	}
	if q.OldSize > 0 {
		return tlog.CheckTree(q.Proof, q.Size, hash(q.Root), q.OldSize, hash(q.OldRoot))
	}
	return nil
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var q question
		err := json.Unmarshal(lines.Bytes(), &q)
		if err == nil {
			err = answer(q)
		}
		if err != nil {
			fmt.Println(err)
		} else {
			fmt.Println("true")
		}
	}
}
