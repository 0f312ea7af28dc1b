package worlds

func betweenRoom() room { return room{} }
